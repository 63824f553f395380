using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Problems;

namespace ActiveReach.Tests.Campaigns;

/// <summary>Schedule and runs of a campaign, each with a life of its own.</summary>
public sealed class RunsTests
{
    private readonly Office office = new();

    [Fact]
    public async Task A_schedule_that_sends_once_ends_with_its_start()
    {
        var waiting = await office.LaunchAsync(office.Sender, await office.DraftAsync(office.Sender, Later));
        Assert.Equal(new CampaignSchedule($"{waiting.Id}.s1", ScheduleState.On, waiting.StartsAt), waiting.Schedule);

        office.Clock.SetUtcNow(waiting.StartsAt!.Value);
        Assert.Equal($"{waiting.Id}.1", (await office.BeginAsync(waiting)).Run);

        Assert.Equal((ScheduleState.Ended, 1), ((await office.NowAsync(waiting)).Schedule!.State, (await office.NowAsync(waiting)).RunsStarted));
        Assert.Equal($"{waiting.Id}.1", (await office.BeginAsync(waiting)).Run);
        Assert.Equal(1, (await office.NowAsync(waiting)).RunsStarted);
        Assert.Equal("RunStory", Assert.Single(office.Shelf.Intents, intent => intent.Orchestration == $"run-{waiting.Id}.1").Start);
    }

    [Fact]
    public async Task An_edit_that_comes_before_the_start_wins_and_the_prepared_run_is_made_anew()
    {
        var campaign = await office.LaunchAsync(office.Sender, await office.DraftAsync(office.Sender));
        office.Shelf.BeforeCommit = async changes =>
        {
            if (!changes.Any(change => change is { Kind: "campaign" }))
                return;
            office.Shelf.BeforeCommit = null;
            await office.EditAsync(office.Sender, campaign, """{"name":"Edited"}""", _ => { });
        };

        await office.BeginAsync(campaign);

        var run = await office.RunOfAsync(await office.NowAsync(campaign));
        Assert.Equal(("Edited", 1, $"{campaign.Id}.1"), (run!.Definition.Name, (await office.NowAsync(campaign)).RunsStarted, run.Id.Value));
    }

    [Fact]
    public async Task A_run_whose_start_was_lost_is_shown_to_nobody_and_steered_by_nobody()
    {
        var campaign = await office.LaunchAsync(office.Sender, await office.DraftAsync(office.Sender));
        office.Shelf.BeforeCommit = async changes =>
        {
            if (!changes.Any(change => change is { Kind: "campaign" }))
                return;
            office.Shelf.BeforeCommit = null;
            await office.CancelAsync(office.Sender, campaign);
        };

        Assert.Equal("moved_on", (await office.BeginAsync(campaign)).Outcome);

        var cancelled = await office.NowAsync(campaign);
        Assert.Equal((CampaignStatus.Cancelled, null, "Cancelled before anything was sent."), (cancelled.Status, cancelled.Run, cancelled.StatusReason));
        Assert.Equal(RunStatus.Prepared, (await office.Shelf.Runs.FindAsync(RunId.Of(campaign.Id, 1)))!.Status);
        Assert.Empty(await office.Shelf.Runs.ListAsync(campaign.Workspace, campaign.Id));
        await Assert.ThrowsAsync<NotFoundException>(() => office.SteerRun.RunAsync(office.Sender, campaign.Id, RunId.Of(campaign.Id, 1), CampaignMove.Cancel));
    }

    [Fact]
    public async Task Two_runs_at_once_are_steered_alone_and_together()
    {
        var campaign = await TwiceAsync();
        var (first, second) = (RunId.Of(campaign.Id, 1), RunId.Of(campaign.Id, 2));
        Assert.Equal(second, campaign.Run);

        await office.SteerRun.RunAsync(office.Sender, campaign.Id, first, CampaignMove.Pause);
        Assert.Equal((RunStatus.Paused, RunStatus.Prepared, CampaignStatus.Sending), await StatesAsync(campaign));

        Assert.Equal(CampaignStatus.Paused, (await office.PauseAsync(office.Sender, campaign)).Status);
        Assert.Equal((RunStatus.Paused, RunStatus.Paused, CampaignStatus.Paused), await StatesAsync(campaign));
        await office.SteerRun.RunAsync(office.Sender, campaign.Id, second, CampaignMove.Cancel);
        Assert.Equal((RunStatus.Paused, RunStatus.Cancelled, CampaignStatus.Paused), await StatesAsync(campaign));

        await office.ResumeAsync(office.Sender, campaign);
        Assert.Equal((RunStatus.Sending, RunStatus.Cancelled, CampaignStatus.Sending), await StatesAsync(campaign));
        await office.CancelAsync(office.Sender, campaign);
        Assert.Equal((RunStatus.Cancelled, RunStatus.Cancelled, CampaignStatus.Cancelled), await StatesAsync(campaign));
    }

    [Fact]
    public async Task A_pause_of_the_campaign_holds_back_the_runs_to_come_too()
    {
        var campaign = await AgainAsync(await SendingAsync(), office.Clock.GetUtcNow().AddDays(1));

        Assert.Equal(ScheduleState.Paused, (await office.PauseAsync(office.Sender, campaign)).Schedule!.State);
        office.Clock.Advance(TimeSpan.FromDays(1));
        Assert.NotNull((await office.BeginAsync(campaign)).WakeAt);
        Assert.Equal(1, (await office.NowAsync(campaign)).RunsStarted);

        Assert.Equal(ScheduleState.On, (await office.ResumeAsync(office.Sender, campaign)).Schedule!.State);
        await office.BeginAsync(campaign);
        Assert.Equal(2, (await office.NowAsync(campaign)).RunsStarted);
    }

    [Fact]
    public async Task A_campaign_with_more_to_come_is_scheduled_again_when_its_run_has_ended()
    {
        var campaign = await AgainAsync(await SendingAsync(), office.Clock.GetUtcNow().AddDays(1));
        await office.SteerRun.RunAsync(office.Sender, campaign.Id, RunId.Of(campaign.Id, 1), CampaignMove.Cancel);
        Assert.Equal(CampaignStatus.Scheduled, (await office.NowAsync(campaign)).Status);
    }

    [Fact]
    public async Task A_run_says_which_moves_it_allows_when_it_refuses_one()
    {
        var campaign = await SendingAsync();
        var refused = await Assert.ThrowsAsync<ConflictException>(() => office.SteerRun.RunAsync(office.Sender, campaign.Id, campaign.Run!.Value, CampaignMove.Resume));
        Assert.Contains("it allows pause, cancel", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_follows_a_pause_is_carried_out_later_where_the_ledger_could_not_be_told()
    {
        var campaign = await SendingAsync();
        office.Shelf.IsLedgerDown = true;

        var paused = await office.SteerRun.RunAsync(office.Sender, campaign.Id, campaign.Run!.Value, CampaignMove.Pause);
        Assert.Equal((RunStatus.Paused, false), (paused.Value.Status, paused.IsDone));
        Assert.Equal(CampaignStatus.Sending, (await office.NowAsync(campaign)).Status);
        var follow = Assert.Single(office.Shelf.Intents, intent => intent.Moved == campaign.Run);

        office.Shelf.IsLedgerDown = false;
        await office.Shelf.RunWriter.FollowAsync(follow);
        await office.Shelf.RunWriter.FollowAsync(follow);
        Assert.Equal(CampaignStatus.Paused, (await office.NowAsync(campaign)).Status);
        Assert.Equal(paused.Value.Epoch, office.Shelf.Fenced[^1]);
        Assert.Equal(["campaign.run_paused"], await office.TrailAsync(campaign, "campaign.run_paused"));
    }

    private static string Later => Office.Complete.Replace("{\"name\"", "{\"schedule\":{\"kind\":\"at\",\"at\":\"2026-11-24T10:00Z\"},\"name\"", StringComparison.Ordinal);

    private async Task<Campaign> SendingAsync()
    {
        var campaign = await office.LaunchAsync(office.Sender, await office.DraftAsync(office.Sender));
        await office.BeginAsync(campaign);
        return await office.NowAsync(campaign);
    }

    /// <summary>As a recurrence would: the schedule goes on after its first run.</summary>
    private async Task<Campaign> AgainAsync(Campaign campaign, DateTimeOffset? at) =>
        (await office.Shelf.Campaigns.TryUpdateAsync(campaign with { Schedule = campaign.Schedule! with { State = ScheduleState.On, NextAt = at } }))!;

    private async Task<Campaign> TwiceAsync()
    {
        var campaign = await AgainAsync(await SendingAsync(), at: null);
        await office.BeginAsync(campaign);
        return await office.NowAsync(campaign);
    }

    private async Task<(RunStatus First, RunStatus Second, CampaignStatus Campaign)> StatesAsync(Campaign campaign) =>
        ((await office.Shelf.Runs.FindAsync(RunId.Of(campaign.Id, 1)))!.Status, (await office.Shelf.Runs.FindAsync(RunId.Of(campaign.Id, 2)))!.Status, (await office.NowAsync(campaign)).Status);
}
