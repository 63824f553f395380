using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Tests.Campaigns;

public sealed class EditTests
{
    private const string At = """{"schedule":{"kind":"at","at":"2026-12-01T10:00"}}""";
    private const string Words = """{"variants":[{"id":"A","content":{"sms":{"text":"Other words"}}}]}""";
    private static readonly VersionCondition Matches = _ => { };
    private readonly Office office = new();

    [Fact]
    public async Task A_merge_patch_replaces_lists_merges_objects_and_removes_nulls()
    {
        var draft = await office.DraftAsync(office.Viewer, """{"name":"a","tags":["x","y"],"approval":{"required":true,"timeout":"PT1H"},"description":"d"}""");
        var edited = await office.EditAsync(office.Viewer, draft, """{"tags":["z"],"approval":{"required":false},"description":null}""");

        Assert.Equal((2, "a", null), (edited.Version, edited.Definition.Name, edited.Definition.Description));
        Assert.Equal(["z"], edited.Definition.Tags);
        Assert.Equal((false, TimeSpan.FromHours(1)), (edited.Definition.Approval!.Required, edited.Definition.Approval.Timeout));
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_makes_no_new_version()
    {
        var draft = await office.DraftAsync(office.Viewer);
        Assert.Equal(1, (await office.EditAsync(office.Sender, draft, """{"name":"Launch"}""")).Version);
    }

    [Fact]
    public async Task A_scheduled_campaign_wants_the_version_that_the_edit_is_meant_for()
    {
        var scheduled = await ScheduledAsync();
        await Assert.ThrowsAsync<MissingVersionException>(() => office.EditAsync(office.Sender, scheduled, Words));
        await Assert.ThrowsAsync<ForbiddenException>(() => office.EditAsync(office.Viewer, scheduled, Words, Matches));
    }

    [Fact]
    public async Task A_new_time_goes_on_waiting_and_rings_the_orchestration()
    {
        var scheduled = await ApprovedAsync();
        office.Shelf.Intents.Clear();
        var moved = await office.EditAsync(office.Sender, scheduled, """{"schedule":{"at":"2026-12-02T10:00"}}""", Matches);

        Assert.Equal((CampaignStatus.Scheduled, ApprovalState.Approved, scheduled.Submission), (moved.Status, moved.Approval, moved.Submission));
        Assert.Equal(new DateTimeOffset(2026, 12, 2, 4, 30, 0, TimeSpan.Zero), moved.StartsAt);
        Assert.Equal((scheduled.OrchestrationId, Doorbell.Start), (office.Shelf.Intents.Single().Orchestration, office.Shelf.Intents.Single().Event));
    }

    [Fact]
    public async Task Other_words_of_an_approved_campaign_ask_for_approval_again()
    {
        var approved = await ApprovedAsync();
        office.Shelf.Intents.Clear();
        var asked = await office.EditAsync(office.Admin, approved, Words, Matches);

        Assert.Equal((CampaignStatus.NeedsApproval, ApprovalState.Waiting, approved.Submission + 1), (asked.Status, asked.Approval, asked.Submission));
        Assert.DoesNotContain(office.Admin.Member, asked.Approvers);
        Assert.Contains(office.Shelf.Intents, intent => intent.Start == "CampaignLife" && intent.Orchestration == asked.OrchestrationId);
        Assert.Contains(office.Shelf.Intents, intent => intent.Event == Doorbell.Start && intent.Orchestration == approved.OrchestrationId);
        Assert.Equal("moved_on", (await office.BeginAsync(approved)).Outcome);
    }

    [Fact]
    public async Task Switching_approval_off_is_no_way_round_it()
    {
        var approved = await ApprovedAsync();
        var asked = await office.EditAsync(office.Admin, approved, """{"approval":{"required":false},"name":"Other"}""", Matches);
        Assert.Equal(CampaignStatus.NeedsApproval, asked.Status);
    }

    [Fact]
    public async Task Without_approval_in_play_new_words_are_picked_up_by_the_same_submission()
    {
        var scheduled = await ScheduledAsync();
        var edited = await office.EditAsync(office.Sender, scheduled, Words, Matches);
        Assert.Equal((CampaignStatus.Scheduled, scheduled.Submission, 3), (edited.Status, edited.Submission, edited.Version));
    }

    [Fact]
    public async Task An_edit_that_would_break_what_is_scheduled_changes_nothing()
    {
        var scheduled = await ScheduledAsync();
        await Assert.ThrowsAsync<InvalidInputException>(() => office.EditAsync(office.Sender, scheduled, """{"channels":[]}""", Matches));
        Assert.Equal(Office.Text(scheduled), Office.Text(await office.NowAsync(scheduled)));
    }

    [Fact]
    public async Task Once_sending_has_begun_nothing_is_edited()
    {
        var campaign = await office.LaunchAsync(office.Sender, await office.DraftAsync(office.Sender));
        await office.BeginAsync(campaign);
        var error = await Assert.ThrowsAsync<ConflictException>(() => office.EditAsync(office.Sender, campaign, Words, Matches));
        Assert.Equal("sending", error.Details["state"]);
        Assert.Equal(["pause", "cancel", "duplicate", "comment"], Assert.IsAssignableFrom<IReadOnlyList<string>>(error.Details["allowed"]));
    }

    private async Task<Campaign> ScheduledAsync() =>
        await office.LaunchAsync(office.Sender, await office.EditAsync(office.Sender, await office.DraftAsync(office.Sender), At));

    private async Task<Campaign> ApprovedAsync()
    {
        office.Staff.Workspace = office.Staff.Workspace.With(office.Staff.Workspace.Of<GeneralSettings>() with { ApprovalPolicy = ApprovalPolicy.Viewers });
        var draft = await office.EditAsync(office.Viewer, await office.DraftAsync(office.Viewer), At);
        return await office.DecideAsync(office.Sender, await office.SubmitAsync(office.Viewer, draft), approve: true);
    }
}
