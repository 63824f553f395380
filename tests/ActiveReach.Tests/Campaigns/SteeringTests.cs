using ActiveReach.Audiences;
using ActiveReach.Audiences.Segments;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Tests.Campaigns;

public sealed class SteeringTests
{
    private readonly Office office = new();

    [Fact]
    public async Task Pause_and_resume_raise_the_epoch_and_ring_the_stage()
    {
        var campaign = await SendingAsync();
        var paused = await office.PauseAsync(office.Sender, campaign);
        Assert.Equal((CampaignStatus.Paused, RunStatus.Paused, 2), (paused.Status, (await office.RunOfAsync(paused))!.Status, (await office.RunOfAsync(paused))!.Epoch));

        var resumed = await office.ResumeAsync(office.Sender, paused);
        Assert.Equal((CampaignStatus.Sending, RunStatus.Sending, 3), (resumed.Status, (await office.RunOfAsync(resumed))!.Status, (await office.RunOfAsync(resumed))!.Epoch));
        Assert.Equal(2, office.Shelf.Intents.Count(intent => intent.Event == Doorbell.Stage(0)));
        Assert.Equal(office.Shelf.Intents.Count, office.Shelf.Intents.Select(intent => intent.Id).Distinct().Count());
    }

    [Fact]
    public async Task What_would_go_from_a_sender_given_up_meanwhile_does_not_start()
    {
        var known = office.Staff.Workspace;
        var draft = await office.EditAsync(office.Sender, await office.DraftAsync(office.Sender), """{"channels":[{"channel":"sms","sender":"+18005550100"}]}""");
        var campaign = await office.SubmitAsync(office.Sender, draft);
        office.Staff.Workspace = known.With(new SenderSettings { Senders = new Dictionary<Channel, string> { [Channel.Sms] = "+18005550199" } });

        await office.BeginAsync(campaign);

        var failed = await office.NowAsync(campaign);
        Assert.Equal((CampaignStatus.Failed, null), (failed.Status, failed.Run));
        Assert.Contains("+18005550100", failed.StatusReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_campaign_and_run_together()
    {
        var cancelled = await office.CancelAsync(office.Admin, await SendingAsync());
        var run = await office.RunOfAsync(cancelled);
        Assert.Equal((CampaignStatus.Cancelled, RunStatus.Cancelled, 2), (cancelled.Status, run!.Status, run.Epoch));
        Assert.Equal(office.Clock.GetUtcNow(), run.CompletedAt);
    }

    [Fact]
    public async Task Cancelling_what_waits_rings_the_wait_it_is_in()
    {
        var waiting = await office.SubmitAsync(office.Viewer, await office.DraftAsync(office.Viewer));
        await office.CancelAsync(office.Sender, waiting);
        Assert.Contains(office.Shelf.Intents, intent => intent.Event == Doorbell.Approval);
        Assert.Equal("moved_on", (await office.LookForApprovalAsync(waiting)).Outcome);
    }

    [Fact]
    public async Task A_viewer_deletes_only_their_own_draft()
    {
        var theirs = await office.DraftAsync(office.Sender);
        await Assert.ThrowsAsync<ForbiddenException>(() => office.DeleteAsync(office.Viewer, theirs));
        await office.DeleteAsync(office.Viewer, await office.DraftAsync(office.Viewer));
        await office.DeleteAsync(office.Sender, theirs);
        await Assert.ThrowsAsync<NotFoundException>(() => office.DeleteAsync(office.Sender, theirs));
    }

    [Fact]
    public async Task Every_state_says_what_is_going_on_and_whether_anybody_must_act()
    {
        var draft = await office.DraftAsync(office.Viewer);
        Assert.Contains("submit", draft.NextAction, StringComparison.Ordinal);
        var waiting = await office.SubmitAsync(office.Viewer, draft);
        Assert.Contains("admin@example.com", waiting.StatusReason, StringComparison.Ordinal);
        var rejected = await office.Decide.RunAsync(office.Sender, waiting.Id, new ActiveReach.Approvals.Decision(false, "Too long"));
        Assert.Equal("sender@example.com rejected it: Too long", rejected.StatusReason);
        Assert.NotNull((await office.SubmitAsync(office.Viewer, rejected)).NextAction);
    }

    [Fact]
    public async Task A_run_pins_the_segments_that_it_begins_with()
    {
        await office.Segments.PutAsync(Vip(name: "Vip"));
        await office.Segments.PutAsync(Vip(name: "Vip, edited"));
        var campaign = await office.LaunchAsync(office.Sender, await office.DraftAsync(office.Sender, ForVips));
        await office.BeginAsync(campaign);
        var run = await office.RunOfAsync(await office.NowAsync(campaign));
        Assert.Equal([new KeyValuePair<string, int>("seg_vip", 2)], run!.Segments);
    }

    [Fact]
    public async Task A_campaign_whose_segment_is_gone_when_it_is_to_start_fails_and_says_why()
    {
        await office.Segments.PutAsync(Vip(name: "Vip"));
        var campaign = await office.LaunchAsync(office.Sender, await office.DraftAsync(office.Sender, ForVips));
        await office.Segments.RemoveAsync(Vip(name: "Vip"));
        Assert.Equal("moved_on", (await office.BeginAsync(campaign)).Outcome);
        var failed = await office.NowAsync(campaign);
        Assert.Equal((CampaignStatus.Failed, null), (failed.Status, failed.Run));
        Assert.Contains("'seg_vip'", failed.StatusReason, StringComparison.Ordinal);
    }

    private static string ForVips => Office.Complete.Replace("\"audience\":{}", "\"audience\":{\"include\":[\"seg_vip\"]}", StringComparison.Ordinal);

    private Segment Vip(string name) => new()
    {
        Id = new SegmentId("seg_vip"),
        Workspace = office.Sender.Workspace,
        Name = name,
        Audience = new Audience(),
        CreatedAt = office.Clock.GetUtcNow(),
        UpdatedAt = office.Clock.GetUtcNow(),
        EditedBy = "sender@example.com",
    };

    private async Task<Campaign> SendingAsync()
    {
        var campaign = await office.LaunchAsync(office.Sender, await office.DraftAsync(office.Sender));
        await office.BeginAsync(campaign);
        return await office.NowAsync(campaign);
    }
}
