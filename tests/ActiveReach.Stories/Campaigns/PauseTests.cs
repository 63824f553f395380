using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Campaigns;

public sealed class PauseTests
{
    private const int Contacts = 3_000;

    /// <summary>host.json: the batches of a queue that run at once.</summary>
    private const int Workers = 16 + 8;
    private const int RowsPerBatch = 98;

    [Fact]
    public async Task A_campaign_that_is_paused_and_resumed_under_load_reaches_everyone_once()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:LatencyMs", "250")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(Contacts));
        story.LetTimePass();
        var campaign = await story.Api.LaunchAsync(Some.Campaign());
        await story.Api.UntilAsync($"campaigns/{campaign}/analytics", figures => (long)figures["sent"]! > 0);

        await story.Api.PostAsync($"campaigns/{campaign}/pause");
        await story.Api.UntilStatusAsync(campaign, "paused");
        await story.Api.PostAsync($"campaigns/{campaign}/resume");
        await story.Api.UntilStatusAsync(campaign, "complete");

        var sent = Witness.Of(story.Outbox, campaign).Select(line => (string)line["contact"]!).ToList();
        Assert.Equal(Contacts, sent.Count);
        Assert.Equal(Contacts, sent.Distinct().Count());
    }

    [Fact]
    public async Task After_a_pause_the_carrier_gets_at_most_the_batches_that_workers_hold()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:LatencyMs", "30")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(8_000));
        story.LetTimePass();
        var campaign = await story.Api.LaunchAsync(Some.Campaign());
        await story.Api.UntilAsync($"campaigns/{campaign}/analytics", figures => (long)figures["sent"]! > 0);

        await story.Api.PostAsync($"campaigns/{campaign}/pause");
        var atThePause = Witness.Of(story.Outbox, campaign).Count;
        var aSecondLater = await Eventually.StaysAsync(
            "only what the workers hold follows", () => Witness.Of(story.Outbox, campaign).Count, count => count - atThePause is >= 0 and <= Workers * RowsPerBatch, TimeSpan.FromSeconds(1));
        var later = await Eventually.StaysAsync("nothing follows", () => Witness.Of(story.Outbox, campaign).Count, count => count == aSecondLater, TimeSpan.FromSeconds(1));

        Assert.InRange(later, 1, 7_999);
    }

    [Fact]
    public async Task A_cancelled_campaign_sends_no_more_and_says_who_was_not_reached()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:RatePerMinute", "300")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(Contacts));
        var campaign = await story.Api.LaunchAsync(Some.Campaign());
        await story.Api.UntilAsync($"campaigns/{campaign}/analytics", figures => (long)figures["sent"]! > 0);

        await story.Api.PostAsync($"campaigns/{campaign}/cancel");
        story.LetTimePass();
        var figures = await story.Api.UntilAsync($"campaigns/{campaign}/analytics",
            figures => figures["skipped"]!.AsObject().ContainsKey("cancelled") && (long)figures["pending"]! == 0);

        Assert.Equal(Contacts, figures.Outcomes());
        Assert.Equal(Contacts - (long)figures["sent"]!, (long)figures["skipped"]!["cancelled"]!);
        Assert.Equal((long)figures["sent"]!, Witness.Of(story.Outbox, campaign).Count);
    }

    [Fact]
    public async Task A_carrier_at_its_limit_slows_a_campaign_down_and_fails_nobody()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:RatePerMinute", "300")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(Contacts));
        var campaign = await story.Api.LaunchAsync(Some.Campaign());

        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal(Contacts, (long)figures["sent"]!);
        Assert.True(story.Clock.GetUtcNow() - StoryHost.Monday > TimeSpan.FromMinutes(8));
    }
}
