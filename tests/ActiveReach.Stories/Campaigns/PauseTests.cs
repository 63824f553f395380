using ActiveReach.Stories.Client;
using Carriers.StandIn.CommunicationServices;

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

        // It is one in the morning there: however late the pause comes, somebody is still to be sent to.
        await story.Api.ImportAsync("external_id,first_name,phone,country,region,consent.sms\nw1,Ann,+12135550101,US,US-CA,opted_in\n");
        var definition = Some.Campaign();
        definition["quietHours"] = true;
        var campaign = await story.Api.LaunchAsync(definition);
        await story.Api.UntilAsync($"campaigns/{campaign}/analytics", figures => (long)figures["sent"]! > 0);

        await story.Api.PostAsync($"campaigns/{campaign}/pause");
        await story.Api.UntilStatusAsync(campaign, "paused");
        await story.Api.PostAsync($"campaigns/{campaign}/resume");
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        var sent = Witness.Of(story.Outbox, campaign).Select(line => (string)line["contact"]!).ToList();
        Assert.Equal(Contacts + 1, sent.Count);
        Assert.Equal(Contacts + 1, sent.Distinct().Count());
    }

    [Fact]
    public async Task After_a_pause_the_carrier_gets_at_most_the_batches_that_workers_hold()
    {
        const int contacts = 8_000;
        var clock = new StoryClock();
        await using var service = await AcsStandIn.StartAsync(clock);
        var paused = new TaskCompletionSource();
        service.Next(Enumerable.Repeat(AcsFate.Taken with { Until = paused.Task }, contacts));
        await using var story = await StoryHost.StartAsync(settings:
            [("ActiveReach:CommunicationServices:ConnectionString", service.ConnectionString), ("ActiveReach:CommunicationServices:SmsPerMinute", "unlimited")]);
        clock.Follow(story.Clock);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(contacts));
        var campaign = await story.Api.LaunchAsync(Some.Campaign());
        await Eventually.SeenAsync("the carrier is called", () => service.Requests.Count, count => count > 0);

        // No call is answered before the pause, so what workers hold by then is all that goes.
        await story.Api.PostAsync($"campaigns/{campaign}/pause");
        paused.SetResult();
        await story.AtRestAsync();
        var held = service.Messages.Count;
        Assert.InRange(held, 1, Workers * RowsPerBatch);
        story.LetTimePass();
        await Eventually.StaysAsync("nothing follows", () => service.Messages.Count, count => count == held, TimeSpan.FromSeconds(1));
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
