using ActiveReach.Channels;
using ActiveReach.Delivery.Sending;
using ActiveReach.Stories.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Stories.Standing;

/// <summary>A carrier that has stopped answering.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task A_carrier_that_does_not_answer_is_named_at_once_with_the_time_since_when()
    {
        await using var story = await StoryHost.StartAsync();
        await story.Api.ImportAsync(Campaigning.ContactsCsv(5));
        story.Services.GetRequiredService<ProviderPulse>().StayedSilent(new SendLimit("sandbox", Channel.Sms));
        var campaign = await story.Api.LaunchAsync(Some.Campaign());

        var told = await story.Api.UntilAsync($"campaigns/{campaign}", answer => ((string?)answer["statusReason"])?.Contains("has not answered", StringComparison.Ordinal) == true);

        Assert.StartsWith("The provider sandbox has not answered for SMS since 2026-11-23 09:00:00Z", (string)told["statusReason"]!, StringComparison.Ordinal);
        story.LetTimePass();
        var done = await story.Api.UntilStatusAsync(campaign, "complete");
        Assert.DoesNotContain("has not answered", (string)done["statusReason"]!, StringComparison.Ordinal);
    }
}
