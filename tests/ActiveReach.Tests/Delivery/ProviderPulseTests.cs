using ActiveReach.Channels;
using ActiveReach.Delivery.Sending;
using Microsoft.Extensions.Time.Testing;

namespace ActiveReach.Tests.Delivery;

public sealed class ProviderPulseTests
{
    private static readonly SendLimit Texts = new("carrier.example", Channel.Sms);
    private static readonly SendLimit Mails = new("carrier.example", Channel.Email);

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 12, 1, 10, 0, 0, TimeSpan.Zero));

    [Fact]
    public void An_answering_provider_is_not_limited() =>
        Assert.Equal(98, new ProviderPulse(clock).Limit(Texts, 98).Granted);

    [Fact]
    public void A_silent_provider_is_probed_by_one_message_at_a_time()
    {
        var pulse = new ProviderPulse(clock);
        pulse.StayedSilent(Texts);
        Assert.Equal(new Permit(0, TimeSpan.FromSeconds(1)), pulse.Limit(Texts, 98));
        Assert.Equal(98, pulse.Limit(Mails, 98).Granted);
        Assert.Equal(98, pulse.Limit(Texts with { Account = "other.example" }, 98).Granted);

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, pulse.Limit(Texts, 98).Granted);
        Assert.Equal(0, pulse.Limit(Texts, 98).Granted);
    }

    [Fact]
    public void Silence_that_lasts_is_probed_less_and_less_up_to_two_minutes()
    {
        var pulse = new ProviderPulse(clock);
        for (var silence = 0; silence < 20; silence++)
            pulse.StayedSilent(Texts);
        Assert.Equal(new Permit(0, TimeSpan.FromMinutes(2)), pulse.Limit(Texts, 98));
    }

    [Fact]
    public void One_answer_ends_the_silence()
    {
        var pulse = new ProviderPulse(clock);
        pulse.StayedSilent(Texts);
        pulse.Answered(Texts);
        Assert.Equal(98, pulse.Limit(Texts, 98).Granted);
    }
}
