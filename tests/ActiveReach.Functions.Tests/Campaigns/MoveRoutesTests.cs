using System.Net;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Ids;

namespace ActiveReach.Functions.Tests.Campaigns;

/// <summary>Role × state × action, over HTTP: what isn't allowed is refused with the state and what it allows, and changes
/// nothing.</summary>
public sealed class MoveRoutesTests(CampaignApp fixture) : IClassFixture<CampaignApp>
{
    private static readonly CampaignMove[] ByPost =
    [
        CampaignMove.Submit, CampaignMove.Launch, CampaignMove.Schedule, CampaignMove.Approve, CampaignMove.Reject, CampaignMove.Withdraw,
        CampaignMove.Pause, CampaignMove.Resume, CampaignMove.Cancel,
    ];

    private readonly RunningApp app = fixture.App;

    public static TheoryData<CampaignStatus> States => [.. Enum.GetValues<CampaignStatus>()];

    [Theory]
    [MemberData(nameof(States))]
    public async Task In_each_state_each_role_gets_what_it_may(CampaignStatus status)
    {
        foreach (var move in ByPost)
        {
            foreach (var (client, isViewer) in new[] { (app.Viewer, true), (app.Sender, false), (app.Admin, false) })
            {
                var campaign = await app.PlaceAsync(status);
                var before = await app.Viewer.ShowAsync(campaign.Id.Value);
                var answer = await client.MoveAsync(campaign.Id.Value, CampaignMoves.Name(move));
                Check(campaign, move, isViewer, answer);
                if (answer.Status is not HttpStatusCode.OK)
                    Assert.Equal(before.Body, (await app.Viewer.ShowAsync(campaign.Id.Value)).Body);
            }
        }
    }

    [Fact]
    public async Task Who_moved_a_campaign_and_who_decided_by_link_is_on_record()
    {
        var id = await app.Viewer.DraftAsync(CampaignSteps.Definition(required: true));
        await app.Viewer.MoveAsync(id, "submit");
        var approvals = await app.Admin.GetJsonAsync($"{CampaignSteps.Route}/{id}/approvals");
        var link = approvals.Json.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("approver").GetString() == "lead@example.com").GetProperty("url").GetString()!;
        await app.Nobody.SendAsync(HttpMethod.Post, new Uri(link).AbsolutePath, "decision=approve", "application/x-www-form-urlencoded");
        await app.Sender.MoveAsync(id, "cancel");
        await app.Sender.MoveAsync(id, "cancel");

        var audit = await app.Admin.GetJsonAsync($"/api/workspaces/demo/audit?subject={id}");

        Assert.Equal(
            ["lead@example.com campaign.cancelled", "lead@example.com campaign.approved", "viewer@example.com campaign.submitted", "viewer@example.com campaign.created"],
            audit.Json.GetProperty("items").EnumerateArray().Select(entry => $"{entry.GetProperty("member")} {entry.GetProperty("action")}"));
    }

    [Fact]
    public async Task What_a_viewer_submits_waits_for_somebody_else()
    {
        var id = await app.Viewer.DraftAsync();
        var submitted = await app.Viewer.MoveAsync(id, "submit");
        Assert.Equal(("needs_approval", "waiting"), (submitted.Text("status"), submitted.Text("approvalState")));
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Viewer.MoveAsync(id, "approve")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Viewer.MoveAsync(id, "launch")).Status);

        var rejected = await app.Sender.PostJsonAsync($"{CampaignSteps.Route}/{id}/reject", new { comment = "Too loud" });
        Assert.Equal(("draft", "rejected", "lead@example.com rejected it: Too loud"), (rejected.Text("status"), rejected.Text("approvalState"), rejected.Text("statusReason")));
    }

    [Fact]
    public async Task Nobody_approves_their_own_draft()
    {
        var id = await app.Sender.DraftAsync(CampaignSteps.Definition(required: true));
        Assert.Equal("needs_approval", (await app.Sender.MoveAsync(id, "launch")).Text("status"));
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Sender.MoveAsync(id, "approve")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await app.Sender.MoveAsync(id, "schedule")).Status);
        Assert.Equal("scheduled", (await app.Admin.MoveAsync(id, "approve")).Text("status"));
    }

    [Fact]
    public async Task An_approver_launches_somebody_elses_draft_in_one_step()
    {
        var id = await app.Viewer.DraftAsync(CampaignSteps.Definition(required: true));
        var launched = await app.Sender.MoveAsync(id, "launch");
        Assert.Equal(("scheduled", "approved", "lead@example.com"), (launched.Text("status"), launched.Text("approvalState"), launched.Text("decidedBy")));
    }

    [Fact]
    public async Task Of_a_hundred_who_approve_at_once_one_succeeds()
    {
        var id = await app.Viewer.DraftAsync();
        await app.Viewer.MoveAsync(id, "submit");
        var client = app.Sender;
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => client.MoveAsync(id, "approve")));
        Assert.Single(answers, answer => answer.Status is HttpStatusCode.OK);
        Assert.Equal(99, answers.Count(answer => answer.Status is HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task An_approval_can_be_bound_to_the_version_that_was_seen()
    {
        var id = await app.Viewer.DraftAsync();
        await app.Viewer.MoveAsync(id, "submit");
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await app.Sender.MoveAsync(id, "approve", ("If-Match", "\"7\""))).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.Sender.MoveAsync(id, "approve", ("If-Match", "\"1\""))).Status);
    }

    private static void Check(Campaign campaign, CampaignMove move, bool isViewer, Answer answer)
    {
        var what = $"{move} in {campaign.Status} by a {(isViewer ? "viewer" : "sender or admin")}: {(int)answer.Status} {answer.Body}";
        var targets = CampaignMoves.Targets(campaign, move);
        var isTheirs = move is not CampaignMove.Withdraw || isViewer;
        if ((isViewer && move is not (CampaignMove.Submit or CampaignMove.Withdraw)) || (targets is not null && !isTheirs))
        {
            Assert.True(answer.Status is HttpStatusCode.Forbidden, what);
            return;
        }

        if (targets is not null)
        {
            Assert.True(answer.Status is HttpStatusCode.OK, what);
            Assert.Contains(answer.Text("status"), targets.Select(CampaignMoves.Name));
            Assert.True(!isViewer || answer.Text("status") is "needs_approval" or "draft", what);
            return;
        }

        Assert.True(answer.Status is HttpStatusCode.Conflict, what);
        Assert.Equal(CampaignMoves.Name(campaign.Status), answer.Text("state"));
        Assert.Equal(CampaignMoves.Allowed(campaign), answer.Json.GetProperty("allowed").EnumerateArray().Select(name => name.GetString()!));
    }
}
