using ActiveReach.Access;
using ActiveReach.Approvals;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Drafts;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Tests.Campaigns;
using ActiveReach.Workspaces;

namespace ActiveReach.Tests.Approvals;

public sealed class SeveralApproversTests
{
    private readonly Office office = new();

    [Theory]
    [InlineData("\"any\"", 1)]
    [InlineData("1", 1)]
    [InlineData("2", 2)]
    [InlineData("3", 3)]
    [InlineData("\"all\"", 3)]
    public async Task It_is_approved_by_as_many_as_the_rule_wants(string rule, int needed)
    {
        var campaign = await AskedAsync($$"""{"decisions":{{rule}}}""");
        foreach (var (approver, number) in Approvers.Take(needed).Select((approver, number) => (approver, number + 1)))
        {
            var decided = await office.DecideAsync(approver, campaign, approve: true);
            Assert.Equal(number < needed ? (CampaignStatus.NeedsApproval, ApprovalState.Waiting) : (CampaignStatus.Scheduled, ApprovalState.Approved), (decided.Status, decided.Approval));
        }

        Assert.Equal(needed, (await office.NowAsync(campaign)).Approvals.Count);
    }

    [Fact]
    public async Task One_no_is_a_no_whatever_others_said()
    {
        var campaign = await AskedAsync("""{"decisions":"all"}""");
        await office.DecideAsync(office.Sender, campaign, approve: true);
        var rejected = await office.DecideAsync(office.Other, campaign, approve: false);

        Assert.Equal((CampaignStatus.Draft, ApprovalState.Rejected, "other@example.com"), (rejected.Status, rejected.Approval, rejected.DecidedBy));
        await Assert.ThrowsAsync<ConflictException>(() => office.DecideAsync(office.Admin, campaign, approve: true));
    }

    [Fact]
    public async Task Nobody_counts_twice()
    {
        var campaign = await AskedAsync("""{"decisions":2}""");
        var token = office.Links.TokenOf(campaign, "sender@example.com");
        await office.Desk.DecideAsync(token, new Decision(true));

        Assert.False((await Assert.ThrowsAsync<ConflictException>(() => office.Desk.DecideAsync(token, new Decision(true)))).Gone);
        await Assert.ThrowsAsync<ConflictException>(() => office.DecideAsync(office.Sender, campaign, approve: true));
        await Assert.ThrowsAsync<ForbiddenException>(() => office.DecideAsync(new Caller(campaign.Workspace, "key:ci", Role.Admin), campaign, approve: true));
        Assert.Null((await office.Desk.LookAsync(token)).Brief);
        Assert.Equal((2, 1), await CountsAsync(campaign));
    }

    [Fact]
    public async Task A_yes_counts_no_more_once_its_giver_has_lost_the_role()
    {
        var campaign = await AskedAsync("""{"decisions":2}""");
        await office.DecideAsync(office.Sender, campaign, approve: true);
        await RoleAsync("sender@example.com", Role.Viewer);

        Assert.Equal(CampaignStatus.NeedsApproval, (await office.DecideAsync(office.Other, campaign, approve: true)).Status);
        Assert.Equal((2, 1), await CountsAsync(campaign));
        Assert.Equal(["waiting", "approved", "not_counted"], (await ListAsync(campaign)).Items.Select(item => item.State));
        Assert.Equal(CampaignStatus.Scheduled, (await office.DecideAsync(office.Admin, campaign, approve: true)).Status);
    }

    [Fact]
    public async Task An_edit_voids_what_was_given_and_a_new_time_does_not()
    {
        var campaign = await AskedAsync("""{"decisions":2}""");
        await office.DecideAsync(office.Sender, campaign, approve: true);

        Assert.Single((await office.EditAsync(office.Viewer, campaign, """{"schedule":{"at":"2026-12-24T10:00"}}""")).Approvals);
        var edited = await office.EditAsync(office.Viewer, campaign, """{"name":"Other words"}""");
        Assert.Empty(edited.Approvals);
        Assert.Equal(CampaignStatus.NeedsApproval, (await office.DecideAsync(office.Other, edited, approve: true)).Status);
        Assert.Equal(CampaignStatus.Scheduled, (await office.DecideAsync(office.Sender, edited, approve: true)).Status);
    }

    [Fact]
    public async Task Whoever_launches_gives_one_of_the_approvals()
    {
        var draft = await office.DraftAsync(office.Viewer, With("""{"required":true,"decisions":2}"""));
        await Assert.ThrowsAsync<ConflictException>(() => office.ScheduleAsync(office.Sender, draft));
        var launched = await office.LaunchAsync(office.Sender, draft);

        Assert.Equal((CampaignStatus.NeedsApproval, "sender@example.com"), (launched.Status, launched.Approvals.Single().Member));
        Assert.Equal(CampaignStatus.Scheduled, (await office.DecideAsync(office.Other, launched, approve: true)).Status);
    }

    [Theory]
    [InlineData("""{"approvers":["sender@example.com"],"decisions":2}""", "approval.decisions", 400)]
    [InlineData("""{"decisions":4}""", "approval.decisions", 422)]
    [InlineData("""{"decisions":0}""", "approval.decisions", 400)]
    [InlineData("""{"decisions":"most"}""", "approval.decisions", 400)]
    [InlineData("""{"decisions":1.5}""", "approval.decisions", 400)]
    [InlineData("""{"reminders":[1.5]}""", "approval.reminders[0]", 400)]
    [InlineData("""{"approvers":["sender@example.com"],"escalation":{"to":["viewer@example.com"]}}""", "approval.escalation.to[0]", 422)]
    [InlineData("""{"approvers":["sender@example.com"],"escalation":{"to":["sender@example.com"]}}""", "approval.escalation", 422)]
    [InlineData("""{"escalation":{}}""", "approval.escalation", 422)]
    public async Task A_rule_that_nobody_could_follow_is_refused_by_name(string approval, string path, int status)
    {
        var refused = await Assert.ThrowsAsync<InvalidInputException>(async () => await office.SubmitAsync(office.Viewer, await office.DraftAsync(office.Viewer, With(approval))));
        Assert.Equal((status, path), (refused.Status, refused.Problems[0].Path));
    }

    [Fact]
    public async Task Of_many_who_decide_at_once_each_counts_once_and_the_outcome_is_one()
    {
        for (var round = 0; round < 20; round++)
        {
            var campaign = await AskedAsync("""{"decisions":2}""");
            var no = round % 4 == 0;
            var outcomes = await Task.WhenAll(Approvers.Select(approver => Task.Run(async () =>
            {
                try
                {
                    return (await office.DecideAsync(approver, campaign, approve: !no || approver != office.Other)).Approval;
                }
                catch (ConflictException)
                {
                    return ApprovalState.NotAsked;
                }
            })));

            var now = await office.NowAsync(campaign);
            Assert.Single(outcomes, outcome => outcome is ApprovalState.Approved or ApprovalState.Rejected);
            Assert.Equal(now.Approval is ApprovalState.Approved ? 2 : now.Approvals.Count, now.Approvals.Count);
            Assert.True(now.Approval is ApprovalState.Approved || no);
        }
    }

    [Fact]
    public async Task Reminders_and_escalation_come_each_once_at_their_share_of_the_time()
    {
        var campaign = await AskedAsync("""{"approvers":["sender@example.com","other@example.com"],"decisions":2,"timeout":"PT10H","reminders":[0.3,0.6],"escalation":{"after":0.5}}""");
        var told = new List<string>();
        for (var hour = 0; hour < 10; hour++)
        {
            while ((await office.LookForApprovalAsync(campaign)).Notice is { } notice)
                told.Add($"{hour} {notice[..notice.IndexOf("-cmp", StringComparison.Ordinal)]}");
            office.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(["3 approval-reminder", "5 approval-escalation", "6 approval-reminder"], told);
        Assert.Equal(["admin@example.com"], (await office.NowAsync(campaign)).EscalatedTo);
        Assert.Equal("approval-outcome-" + campaign.Id + "-1", (await office.LookForApprovalAsync(campaign)).Notice);
        Assert.Equal((CampaignStatus.Cancelled, ApprovalState.Expired), ((await office.NowAsync(campaign)).Status, (await office.NowAsync(campaign)).Approval));
    }

    [Fact]
    public async Task Whoever_it_was_escalated_to_stands_in_for_one_who_is_silent()
    {
        var campaign = await AskedAsync("""{"approvers":["sender@example.com","other@example.com"],"decisions":"all","timeout":"PT10H","escalation":{"after":0.5,"to":["admin@example.com"]}}""");
        await Assert.ThrowsAsync<ForbiddenException>(() => office.DecideAsync(office.Admin, campaign, approve: true));
        await office.DecideAsync(office.Sender, campaign, approve: true);
        office.Clock.Advance(TimeSpan.FromHours(5));
        await office.LookForApprovalAsync(campaign);

        var asked = await office.NowAsync(campaign);
        var token = office.Links.TokenOf(asked, "admin@example.com");
        Assert.Equal((CampaignStatus.Scheduled, "admin@example.com"), ((await office.Desk.DecideAsync(token, new Decision(true))).Status, (await office.NowAsync(campaign)).DecidedBy));
    }

    [Fact]
    public async Task After_a_long_absence_one_reminder_is_told_not_a_heap()
    {
        var campaign = await AskedAsync("""{"timeout":"PT10H","reminders":[0.2,0.4,0.6]}""");
        office.Clock.Advance(TimeSpan.FromHours(7));
        Assert.NotNull((await office.LookForApprovalAsync(campaign)).Notice);
        Assert.Null((await office.LookForApprovalAsync(campaign)).Notice);
        Assert.Equal(3, (await office.NowAsync(campaign)).Reminders);
    }

    [Fact]
    public async Task Whoever_submitted_it_takes_it_back_and_the_links_are_dead()
    {
        var campaign = await AskedAsync("""{"decisions":2}""");
        var token = office.Links.TokenOf(campaign, "sender@example.com");
        await Assert.ThrowsAsync<ForbiddenException>(() => office.WithdrawAsync(office.Admin, campaign));
        var draft = await office.WithdrawAsync(office.Viewer, campaign);

        Assert.Equal((CampaignStatus.Draft, ApprovalState.Withdrawn, ScheduleState.Ended), (draft.Status, draft.Approval, draft.Schedule!.State));
        Assert.True((await Assert.ThrowsAsync<ConflictException>(() => office.Desk.LookAsync(token))).Gone);
        Assert.True((await Assert.ThrowsAsync<ConflictException>(() => office.Desk.DecideAsync(token, new Decision(true)))).Gone);
        Assert.Equal("moved_on", (await office.LookForApprovalAsync(campaign)).Outcome);
        Assert.Equal(CampaignStatus.NeedsApproval, (await office.SubmitAsync(office.Viewer, draft)).Status);
        Assert.True((await Assert.ThrowsAsync<ConflictException>(() => office.Desk.DecideAsync(token, new Decision(true)))).Gone);
    }

    [Fact]
    public async Task An_approver_sees_what_was_changed_since_it_was_last_approved()
    {
        var campaign = await AskedAsync("""{"decisions":1}""");
        Assert.Null((await ListAsync(campaign)).Request!.Changes);
        await office.DecideAsync(office.Sender, campaign, approve: true);
        await office.EditAsync(office.Sender, campaign, """{"variants":[{"id":"A","content":{"sms":{"text":"Other words"}}}]}""", _ => { });
        await office.EditAsync(office.Sender, campaign, """{"description":"New"}""");

        Assert.Equal(
            [new PartChange("description", null, "New"), new PartChange("variants[0].content.sms.text", "Hi {{first_name}}", "Other words")],
            (await ListAsync(campaign)).Request!.Changes!.OrderBy(change => change.Path));
        Assert.Null((await office.DecideAsync(office.Other, campaign, approve: true)).ApprovedBefore);
    }

    private IReadOnlyList<Caller> Approvers => [office.Sender, office.Other, office.Admin];

    private static string With(string approval) => Office.Complete.Replace("\"name\"", $"\"approval\":{approval},\"name\"", StringComparison.Ordinal);

    private async Task<Campaign> AskedAsync(string approval) => await office.SubmitAsync(office.Viewer, await office.DraftAsync(office.Viewer, With(approval)));

    private Task<ApprovalListing> ListAsync(Campaign campaign) =>
        new ListApprovals(office.Writer, office.Staff.Members, office.Links, office.Brief, office.Clock).RunAsync(office.Viewer, campaign.Id);

    private async Task<(int Needed, int Given)> CountsAsync(Campaign campaign) => await ListAsync(campaign) is var listing ? (listing.Needed, listing.Given) : default;

    private async Task RoleAsync(string email, Role role)
    {
        var member = (await office.Staff.Members.FindByEmailAsync(office.Staff.Workspace.Id, email))!;
        Assert.Equal(MemberChange.Done, await office.Staff.Members.UpdateAsync(member with { Role = role }));
    }
}
