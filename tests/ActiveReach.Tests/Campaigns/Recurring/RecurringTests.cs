using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Tests.Campaigns.Recurring;

/// <summary>A campaign that goes out every day at ten; it is Monday the 23rd, nine o'clock.</summary>
public sealed class RecurringTests
{
    private static readonly DateTimeOffset FirstTen = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);
    private static readonly VersionCondition Matches = _ => { };
    private readonly Office office = new();

    [Fact]
    public async Task Each_instance_starts_a_run_and_the_schedule_goes_on()
    {
        var campaign = await LaunchedAsync();
        Assert.Equal((CampaignStatus.Scheduled, FirstTen, 0), (campaign.Status, campaign.StartsAt, campaign.Schedule!.Series!.Done));
        Assert.StartsWith("The next instance goes out at 2026-11-23 10:00:00Z (10:00 in UTC).", campaign.StatusReason, StringComparison.Ordinal);

        Assert.Equal("again", await StartAsync(campaign, day: 0));
        Assert.Equal("again", await StartAsync(campaign, day: 1));

        var now = await office.NowAsync(campaign);
        Assert.Equal((CampaignStatus.Sending, 2, FirstTen.AddDays(2)), (now.Status, now.RunsStarted, now.StartsAt));
        Assert.Equal([new Instance(1, new DateOnly(2026, 11, 23), FirstTen), new Instance(2, new DateOnly(2026, 11, 24), FirstTen.AddDays(1))], (await RunsAsync(campaign)).Select(run => run.Instance));
        Assert.Equal(2, office.Shelf.Intents.Count(intent => intent.Start == "RunStory"));
    }

    [Fact]
    public async Task A_start_that_is_looked_at_again_starts_nothing_twice()
    {
        var campaign = await LaunchedAsync();
        await StartAsync(campaign, day: 0);
        Assert.Equal(FirstTen.AddDays(1).UtcDateTime, (await office.BeginAsync(campaign)).WakeAt);
        Assert.Single(await RunsAsync(campaign));
    }

    [Theory]
    [InlineData("\"count\":2")]
    [InlineData("\"until\":\"2026-11-24\"")]
    public async Task After_its_last_instance_it_is_over_when_the_last_run_is(string end)
    {
        var campaign = await LaunchedAsync(end);
        await StartAsync(campaign, day: 0);
        Assert.Equal("go_on", await StartAsync(campaign, day: 1));
        Assert.Equal(ScheduleState.Ended, (await office.NowAsync(campaign)).Schedule!.State);

        await EndAsync(campaign, 1, RunStatus.Complete);
        Assert.Equal(CampaignStatus.Sending, (await office.NowAsync(campaign)).Status);
        await EndAsync(campaign, 2, RunStatus.Complete);
        var over = await office.NowAsync(campaign);
        Assert.Equal(CampaignStatus.Complete, over.Status);
        Assert.StartsWith("It has had its instances, 2 of them.", over.StatusReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_missed_while_nobody_was_there_is_skipped_and_told()
    {
        var campaign = await LaunchedAsync();
        office.Clock.SetUtcNow(FirstTen.AddDays(2).AddHours(2));
        Assert.Equal(FirstTen.AddDays(3).UtcDateTime, (await office.BeginAsync(campaign)).WakeAt);

        var runs = await RunsAsync(campaign);
        Assert.Equal([RunStatus.Skipped, RunStatus.Skipped, RunStatus.Skipped], runs.Select(run => run.Status));
        Assert.Equal("The instance of 2026-11-25 was skipped: it was due at 2026-11-25 10:00:00Z but found only at 2026-11-25 12:00:00Z, more than 1 h late.", runs[2].StatusReason);
        var now = await office.NowAsync(campaign);
        Assert.Equal((CampaignStatus.Scheduled, null), (now.Status, now.Run));
        Assert.Contains("The instance of 2026-11-25 was skipped", now.StatusReason, StringComparison.Ordinal);
        Assert.Empty(await office.Shelf.Runs.ListAsync(campaign.Workspace, campaign.Id));
    }

    [Fact]
    public async Task What_is_to_catch_up_goes_out_late_but_only_the_latest()
    {
        var campaign = await LaunchedAsync("\"missed\":\"catch_up\"");
        office.Clock.SetUtcNow(FirstTen.AddDays(2).AddHours(2));
        Assert.Equal("again", (await office.BeginAsync(campaign)).Outcome);

        Assert.Equal([RunStatus.Skipped, RunStatus.Skipped, RunStatus.Prepared], (await RunsAsync(campaign)).Select(run => run.Status));
        Assert.Equal(FirstTen.AddDays(3), (await office.NowAsync(campaign)).StartsAt);
    }

    [Fact]
    public async Task While_it_is_paused_its_instances_are_skipped_at_their_time()
    {
        var campaign = await LaunchedAsync();
        Assert.Equal(CampaignStatus.Paused, (await office.PauseAsync(office.Sender, campaign)).Status);
        Assert.Equal(FirstTen.AddHours(1).UtcDateTime, (await office.BeginAsync(campaign)).WakeAt);
        office.Clock.SetUtcNow(FirstTen.AddHours(1));
        await office.BeginAsync(campaign);

        Assert.Equal("The instance of 2026-11-23 was skipped: the campaign was paused at its time.", Assert.Single(await RunsAsync(campaign)).StatusReason);
        Assert.Equal((CampaignStatus.Paused, FirstTen.AddDays(1)), ((await office.NowAsync(campaign)).Status, (await office.NowAsync(campaign)).StartsAt));
        Assert.Equal(CampaignStatus.Scheduled, (await office.ResumeAsync(office.Sender, campaign)).Status);
        Assert.Equal("again", await StartAsync(campaign, day: 1));
    }

    [Fact]
    public async Task An_edit_goes_with_the_next_instance_and_leaves_the_run_that_is_under_way()
    {
        var campaign = await LaunchedAsync();
        await StartAsync(campaign, day: 0);
        var edited = await office.EditAsync(office.Sender, await office.NowAsync(campaign), """{"name":"Reworded","schedule":{"recurrence":{"at":"09:00"}}}""", Matches);
        Assert.Equal((CampaignStatus.Sending, FirstTen.AddDays(1).AddHours(-1)), (edited.Status, edited.StartsAt));

        office.Clock.SetUtcNow(FirstTen.AddDays(1).AddHours(-1));
        await office.BeginAsync(campaign);
        Assert.Equal(["Launch", "Reworded"], (await RunsAsync(campaign)).Select(run => run.Definition.Name));
    }

    [Fact]
    public async Task Other_words_wait_for_approval_while_a_run_is_under_way_and_instances_meanwhile_are_skipped()
    {
        office.Staff.Workspace = office.Staff.Workspace.With(office.Staff.Workspace.Of<GeneralSettings>() with { ApprovalPolicy = ApprovalPolicy.Always });
        var campaign = await office.DecideAsync(office.Other, await office.SubmitAsync(office.Sender, await office.DraftAsync(office.Sender, Daily(""))), approve: true);
        await StartAsync(campaign, day: 0);

        var asked = await office.EditAsync(office.Sender, await office.NowAsync(campaign), """{"name":"Reworded"}""", Matches);
        Assert.Equal((CampaignStatus.NeedsApproval, FirstTen.AddDays(1)), (asked.Status, asked.StartsAt));
        Assert.Equal("moved_on", (await office.BeginAsync(campaign)).Outcome);
        await office.Shelf.Derive.RunAsync(campaign.Workspace, campaign.Id);
        Assert.Equal(CampaignStatus.NeedsApproval, (await office.NowAsync(campaign)).Status);

        office.Clock.SetUtcNow(FirstTen.AddDays(1).AddHours(1));
        await office.LookForApprovalAsync(asked);
        Assert.Equal("The instance of 2026-11-24 was skipped: the campaign was waiting for approval at its time.", (await RunsAsync(campaign))[1].StatusReason);

        Assert.Equal(CampaignStatus.Sending, (await office.DecideAsync(office.Other, asked, approve: true)).Status);
        Assert.Equal("go_on", (await office.LookForApprovalAsync(asked)).Outcome);
        office.Clock.SetUtcNow(FirstTen.AddDays(2));
        Assert.Equal("again", (await office.BeginAsync(asked)).Outcome);
        Assert.Equal(["Launch", "Reworded", "Reworded"], (await RunsAsync(campaign)).Select(run => run.Definition.Name));
    }

    [Fact]
    public async Task A_rejected_change_is_a_draft_that_keeps_what_was_sent_and_counts_on()
    {
        office.Staff.Workspace = office.Staff.Workspace.With(office.Staff.Workspace.Of<GeneralSettings>() with { ApprovalPolicy = ApprovalPolicy.Always });
        var campaign = await office.DecideAsync(office.Other, await office.SubmitAsync(office.Sender, await office.DraftAsync(office.Sender, Daily("\"count\":2"))), approve: true);
        await StartAsync(campaign, day: 0);
        var asked = await office.EditAsync(office.Sender, await office.NowAsync(campaign), """{"name":"Reworded"}""", Matches);

        var rejected = await office.DecideAsync(office.Other, asked, approve: false);
        Assert.Equal(CampaignStatus.Draft, rejected.Status);
        await Assert.ThrowsAsync<ConflictException>(() => office.DeleteAsync(office.Sender, rejected));

        var again = await office.DecideAsync(office.Other, await office.SubmitAsync(office.Sender, rejected), approve: true);
        Assert.Equal((1, FirstTen.AddDays(1)), (again.Schedule!.Series!.Done, again.StartsAt));
        Assert.Equal("go_on", await StartAsync(again, day: 1));
    }

    [Fact]
    public async Task A_cancel_between_two_instances_ends_it_for_good()
    {
        var campaign = await LaunchedAsync();
        await StartAsync(campaign, day: 0);
        await EndAsync(campaign, 1, RunStatus.Complete);
        Assert.Equal(CampaignStatus.Scheduled, (await office.NowAsync(campaign)).Status);

        var cancelled = await office.CancelAsync(office.Sender, campaign);
        Assert.Equal((CampaignStatus.Cancelled, "Cancelled: nothing more goes out."), (cancelled.Status, cancelled.StatusReason));
        Assert.Equal("moved_on", await StartAsync(campaign, day: 1));
    }

    [Fact]
    public async Task One_that_nobody_approves_again_ends_and_says_so()
    {
        office.Staff.Workspace = office.Staff.Workspace.With(office.Staff.Workspace.Of<GeneralSettings>() with { ApprovalPolicy = ApprovalPolicy.Always });
        var campaign = await office.SubmitAsync(office.Sender, await office.DraftAsync(office.Sender, Daily("")));
        office.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal("moved_on", (await office.LookForApprovalAsync(campaign)).Outcome);

        Assert.Equal((CampaignStatus.Cancelled, "Nobody approved it in time, so nothing more goes out."), ((await office.NowAsync(campaign)).Status, (await office.NowAsync(campaign)).StatusReason));
        Assert.Equal(2, (await RunsAsync(campaign)).Count);
    }

    private static string Daily(string more) => Office.Complete.Replace(
        "{\"name\"", """{"type":"recurring","schedule":{"timezone":"UTC","recurrence":{"every":"day","at":"10:00",MORE"interval":1}},"name" """.TrimEnd().Replace("MORE", more.Length == 0 ? "" : more + ",", StringComparison.Ordinal), StringComparison.Ordinal);

    private async Task<Campaign> LaunchedAsync(string more = "") => await office.LaunchAsync(office.Sender, await office.DraftAsync(office.Sender, Daily(more)));

    private async Task<string?> StartAsync(Campaign campaign, int day)
    {
        office.Clock.SetUtcNow(FirstTen.AddDays(day));
        return (await office.BeginAsync(campaign)).Outcome;
    }

    private async Task EndAsync(Campaign campaign, int ordinal, RunStatus status)
    {
        var run = (await office.Shelf.Runs.FindAsync(RunId.Of(campaign.Id, ordinal)))!;
        await office.Shelf.Runs.TryUpdateAsync(run with { Status = status, StatusReason = "The reply window is over and the figures are final." });
        await office.Shelf.Derive.RunAsync(campaign.Workspace, campaign.Id);
    }

    private async Task<IReadOnlyList<Run>> RunsAsync(Campaign campaign) => await office.Shelf.Runs.StartedAsync(await office.NowAsync(campaign));
}
