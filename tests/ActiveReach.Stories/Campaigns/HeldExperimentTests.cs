using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Campaigns;

public sealed class HeldExperimentTests
{
    private const int Contacts = 200;


    [Fact]
    public async Task A_test_without_a_clear_winner_waits_for_a_person_and_the_rest_gets_their_choice()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:ClickRate", "0"), ("Sandbox:StopRate", "0"), ("Sandbox:DeliveredRate", "1")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(Contacts));
        var campaign = await story.Api.LaunchAsync(Some.Test("hold"));
        await story.PassAsync(TimeSpan.FromHours(5));
        await story.Api.UntilAsync($"campaigns/{campaign}", answer => ((string?)answer["statusReason"])?.Contains("no clear winner", StringComparison.Ordinal) == true);
        var tested = Witness.Of(story.Outbox, campaign).Count;
        Assert.InRange(tested, Contacts / 4, Contacts * 6 / 10);

        var early = await Assert.ThrowsAsync<ApiException>(() => story.Sender.PostAsync($"campaigns/{campaign}/experiment/decide", new { variant = "Z" }));
        await story.Sender.PostAsync($"campaigns/{campaign}/experiment/decide", new { variant = "B" });
        var late = await Assert.ThrowsAsync<ApiException>(() => story.Sender.PostAsync($"campaigns/{campaign}/experiment/decide", new { variant = "A" }));
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        Assert.Equal((400, 409), (early.Status, late.Status));
        var sent = Witness.Of(story.Outbox, campaign);
        Assert.Equal(Contacts, sent.Count);
        Assert.Contains(sent, line => (string)line["variant"]! == "A");
        Assert.All(sent.Skip(tested), line => Assert.Equal("B", (string)line["variant"]!));
        var experiment = (await story.Api.GetAsync($"campaigns/{campaign}/analytics"))["experiment"]!;
        Assert.Equal(("B", "decided"), ((string)experiment["winner"]!, (string)experiment["decision"]!));
        Assert.Contains("lead@example.com chose B", (string)experiment["reason"]!, StringComparison.Ordinal);
    }
}
