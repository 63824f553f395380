using ActiveReach.Channels.Tests.Vendors;
using ActiveReach.Channels.Twilio;
using Carriers.StandIn.Twilio;
using Carriers.StandIn.Vendors;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveReach.Channels.Tests.Twilio;

public sealed class TwilioSmsProviderTests : IAsyncLifetime
{
    private readonly HttpClient http = new();
    private TwilioStandIn twilio = null!;
    private TwilioSmsProvider provider = null!;

    public async Task InitializeAsync()
    {
        twilio = await TwilioStandIn.OpenAsync();
        provider = Provider(options => options);
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await twilio.DisposeAsync();
    }

    [Fact]
    public async Task A_text_is_taken_as_it_is_and_its_reports_come_with_our_tag()
    {
        var answer = await provider.SendAsync(Message() with { Text = "It's here & 50 % off + €5 😍" });

        var taken = Assert.Single(twilio.Texts);
        Assert.Equal(new HandOver(HandOverResult.Accepted, taken.Sid), answer);
        Assert.Equal(("+18005550100", "+919800000001", "It's here & 50 % off + €5 😍", null), (taken.From, taken.To, taken.Body, taken.Service));
        Assert.Equal("https://reach.example/api/webhooks/twilio?tag=run.1%3A0%3A0%3A1", taken.Callback);
        Assert.Empty(twilio.Faults);
    }

    [Fact]
    public async Task A_messaging_service_is_named_beside_the_sender_and_a_key_takes_the_tokens_place()
    {
        provider = Provider(options => options with { MessagingServiceSid = "MG0123456789abcdef0123456789abcdef", AuthToken = "wrong-token-of-nobody", ApiKey = TwilioStandIn.Key, ApiKeySecret = TwilioStandIn.KeySecret });
        await provider.SendAsync(Message());
        Assert.Equal(("MG0123456789abcdef0123456789abcdef", "+18005550100"), (Assert.Single(twilio.Texts).Service, twilio.Texts[0].From));
    }

    [Fact]
    public async Task Where_Twilio_cannot_reach_us_no_report_is_asked_for_or_promised()
    {
        provider = Provider(options => options, callback: null);
        await provider.SendAsync(Message());
        Assert.Null(Assert.Single(twilio.Texts).Callback);
        Assert.False(provider.ReportsDelivery);
    }

    [Theory]
    [InlineData(400, "21211", HandOverResult.Rejected, "invalid_number")]
    [InlineData(400, "21610", HandOverResult.Rejected, "unsubscribed")]
    [InlineData(400, "21614", HandOverResult.Rejected, "not_a_mobile_number")]
    [InlineData(400, "21608", HandOverResult.Rejected, "number_not_verified")]
    [InlineData(400, "21408", HandOverResult.Rejected, "region_not_allowed")]
    [InlineData(400, "21606", HandOverResult.Rejected, "invalid_sender")]
    [InlineData(400, "21999", HandOverResult.Rejected, "twilio_21999")]
    [InlineData(400, null, HandOverResult.Rejected, "rejected")]
    [InlineData(429, "20429", HandOverResult.Deferred, "rate_limit")]
    [InlineData(429, null, HandOverResult.Deferred, "rate_limit")]
    [InlineData(400, "21611", HandOverResult.Deferred, "rate_limit")]
    [InlineData(401, "20003", HandOverResult.Deferred, "not_authorized")]
    [InlineData(403, null, HandOverResult.Deferred, "not_authorized")]
    [InlineData(404, "20404", HandOverResult.Deferred, "not_authorized")]
    [InlineData(400, "21703", HandOverResult.Deferred, "sender_not_set_up")]
    [InlineData(400, "21609", HandOverResult.Deferred, "callback_refused")]
    [InlineData(500, "20500", HandOverResult.Unknown, null)]
    [InlineData(503, null, HandOverResult.Unknown, null)]
    [InlineData(408, null, HandOverResult.Unknown, null)]
    public async Task Each_error_has_one_meaning(int status, string? code, HandOverResult result, string? reason)
    {
        twilio.Next(VendorFate.Refused(status, code));
        var answer = await provider.SendAsync(Message());
        Assert.Equal((result, null, reason), (answer.Result, answer.MessageId, answer.Reason));
        Assert.Empty(twilio.Texts);
    }

    [Fact]
    public async Task A_limit_is_kept_as_long_as_Twilio_asks()
    {
        twilio.Next(VendorFate.Refused(429, "20429", retryAfter: "7"));
        Assert.Equal(TimeSpan.FromSeconds(7), (await provider.SendAsync(Message())).RetryAfter);
    }

    [Fact]
    public async Task What_was_taken_without_an_answer_that_makes_sense_is_in_doubt_and_never_repeated()
    {
        twilio.Next(VendorFate.TakenAndGarbled, VendorFate.TakenAndBroken, VendorFate.TakenAndSilent, VendorFate.Broken);
        Assert.Equal(HandOverResult.Unknown, (await provider.SendAsync(Message())).Result);
        await Assert.ThrowsAnyAsync<Exception>(() => provider.SendAsync(Message()));
        await provider.GiveUpAsync(Message(), () => twilio.Texts.Count == 3);
        await Assert.ThrowsAnyAsync<Exception>(() => provider.SendAsync(Message()));
        Assert.Equal((3, 4, TimeSpan.Zero), (twilio.Texts.Count, twilio.Requests.Count, provider.RepeatWindow));
    }

    [Fact]
    public async Task Nobody_at_home_and_a_wrong_token_fail_nobody_and_too_long_a_text_is_no_call()
    {
        Assert.Equal("text_too_long", (await provider.SendAsync(Message() with { Text = new string('a', 1601) })).Reason);
        Assert.Empty(twilio.Requests);
        provider = Provider(options => options with { AuthToken = "another-token-of-nobody" });
        Assert.Equal((HandOverResult.Deferred, "not_authorized"), Told(await provider.SendAsync(Message())));
        await twilio.DisposeAsync();
        Assert.Equal((HandOverResult.Deferred, "unavailable"), Told(await provider.SendAsync(Message())));
    }

    private TwilioSmsProvider Provider(Func<TwilioOptions, TwilioOptions> change, string? callback = "https://reach.example/api/webhooks/twilio") => new(
        change(new TwilioOptions { AccountSid = TwilioStandIn.Account, AuthToken = TwilioStandIn.Token, Endpoint = new Uri(twilio.Address) }), http, callback is null ? null : new Uri(callback), NullLogger<TwilioSmsProvider>.Instance);

    private static (HandOverResult, string?) Told(HandOver answer) => (answer.Result, answer.Reason);

    private static OutgoingMessage Message() => Sent.Message("+18005550100", "+919800000001");
}
