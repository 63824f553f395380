using ActiveReach.Campaigns;
using ActiveReach.Problems;

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
    public async Task Cancelling_ends_campaign_and_run_together()
    {
        var cancelled = await office.CancelAsync(office.Admin, await SendingAsync());
        var run = await office.RunOfAsync(cancelled);
        Assert.Equal((CampaignStatus.Cancelled, RunStatus.Cancelled, 2), (cancelled.Status, run!.Status, run.Epoch));
        Assert.Equal(office.Clock.Now, run.CompletedAt);
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

    private async Task<Campaign> SendingAsync()
    {
        var campaign = await office.LaunchAsync(office.Sender, await office.DraftAsync(office.Sender));
        await office.BeginAsync(campaign);
        return await office.NowAsync(campaign);
    }
}
