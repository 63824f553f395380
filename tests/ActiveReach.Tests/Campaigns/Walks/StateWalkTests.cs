using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using FsCheck;
using FsCheck.Fluent;

namespace ActiveReach.Tests.Campaigns.Walks;

/// <summary>Whoever does whatever in whatever order, beside what happens by itself: only moves of the table happen, nothing that needs approval is sent
/// without it, and when all have done, no campaign waits for what never comes.</summary>
public sealed class StateWalkTests
{
    private const int Actors = 4;
    private const int Actions = 23;

    private const string One = """{"approval":{"required":true}}""";
    private const string Two = """{"approval":{"required":true,"decisions":2,"timeout":"P1D","reminders":[0.2,0.6]}}""";
    private const string Named = """{"approval":{"approvers":["sender@example.com","other@example.com"],"decisions":"all","escalation":{"after":0.3}}}""";

    /// <summary>On WhatsApp, made of a template that the vendor looks at.</summary>
    private const string Templated = """{"channels":[{"channel":"whatsapp","template":"launch"}],"variants":[{"id":"A","content":{"whatsapp":{"parameters":["{{first_name}}"]}}}]}""";

    [Theory]
    [InlineData(ApprovalPolicy.Always, false, null)]
    [InlineData(ApprovalPolicy.Always, true, Templated)]
    [InlineData(ApprovalPolicy.AsDefined, false, Templated)]
    [InlineData(ApprovalPolicy.Always, true, null)]
    [InlineData(ApprovalPolicy.Always, true, Two)]
    [InlineData(ApprovalPolicy.Viewers, false, null)]
    [InlineData(ApprovalPolicy.Viewers, false, One)]
    [InlineData(ApprovalPolicy.Viewers, true, Named)]
    [InlineData(ApprovalPolicy.AsDefined, false, One)]
    [InlineData(ApprovalPolicy.AsDefined, false, Two)]
    [InlineData(ApprovalPolicy.AsDefined, true, null)]
    public void No_walk_leaves_the_table_sends_without_the_approval_it_needs_or_loses_a_campaign(ApprovalPolicy policy, bool ownDraft, string? approval)
    {
        var seen = new HashSet<CampaignStatus>();
        HashSet<CampaignStatus> expected = [CampaignStatus.NeedsApproval, CampaignStatus.Scheduled, CampaignStatus.Sending, CampaignStatus.Paused, CampaignStatus.Cancelled];
        if (approval == Templated)
            expected.Add(CampaignStatus.InReview);

        // Few walks get as far as two approvals: they are walked until some have.
        for (var rounds = 0; rounds < 10 && !seen.IsSupersetOf(expected); rounds++)
        {
            Prop.ForAll<byte[]>(steps => WalkAsync(policy, ownDraft, approval, steps, seen).GetAwaiter().GetResult())
                .Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithStartSize(20).WithEndSize(80));
        }

        Assert.Superset(expected, seen);
    }

    [Fact]
    public void Every_state_that_people_can_reach_can_be_left()
    {
        var ends = new[] { CampaignStatus.Complete, CampaignStatus.Failed, CampaignStatus.Cancelled };
        Assert.All(Enum.GetValues<CampaignStatus>().Except(ends), from =>
            Assert.Contains(Enum.GetValues<CampaignMove>(), move => CampaignMoves.Targets(from, move)?.Any(to => to != from) is true));
        Assert.All(ends, end => Assert.DoesNotContain(Enum.GetValues<CampaignMove>(), move => CampaignMoves.Targets(end, move) is { Count: > 0 }));
    }

    private static async Task WalkAsync(ApprovalPolicy policy, bool ownDraft, string? approval, byte[] steps, HashSet<CampaignStatus> seen)
    {
        var office = new Office();
        office.Staff.Workspace = office.Staff.Workspace.With(office.Staff.Workspace.Of<GeneralSettings>() with { ApprovalPolicy = policy, OwnDraft = ownDraft });
        Caller[] actors = [office.Viewer, office.Sender, office.Other, office.Admin];
        await VendorTemplate.OfferAsync(office);
        var campaign = await office.DraftAsync(actors[steps.FirstOrDefault() % Actors]);
        if (approval is not null)
            campaign = await office.EditAsync(office.Viewer, campaign, approval);
        var lives = new Lives(office, campaign);

        foreach (var step in steps)
        {
            var before = await office.NowAsync(campaign);
            var actor = await AsNowAsync(office, actors[step % Actors]);
            try
            {
                await ActAsync(office, lives, actor, before, step / Actors % Actions);
            }
            catch (Exception refused) when (refused is InvalidInputException or ConflictException or ForbiddenException or MissingVersionException)
            {
                Assert.Equal(Office.Text(before), Office.Text(await office.NowAsync(campaign)));
            }

            var after = await office.NowAsync(campaign);
            Check(before, after, actor, office.Staff.Workspace);
            seen.Add(after.Status);
        }

        var end = await lives.PlayOutAsync();
        Assert.True(
            end.Status is CampaignStatus.Draft or CampaignStatus.Complete or CampaignStatus.Failed or CampaignStatus.Cancelled, $"It is left {end.Status}: {end.StatusReason}");
    }

    /// <summary>With the role that they have by now.</summary>
    private static async Task<Caller> AsNowAsync(Office office, Caller caller) =>
        caller with { Role = (await office.Staff.Members.FindByEmailAsync(caller.Workspace, caller.Member))!.Role };

    private static Task ActAsync(Office office, Lives lives, Caller actor, Campaign campaign, int action) => action switch
    {
        0 => office.EditAsync(actor, campaign, "{\"description\":\"" + campaign.Revision + "\"}", _ => { }),
        1 => office.EditAsync(actor, campaign, "{\"schedule\":{\"at\":\"2026-11-" + (24 + (campaign.Revision % 5)) + "T10:00\"}}", _ => { }),
        2 => office.EditAsync(actor, campaign, """{"schedule":null}""", _ => { }),
        3 => office.EditAsync(actor, campaign, """{"approval":{"required":false}}""", _ => { }),
        4 => office.SubmitAsync(actor, campaign),
        5 => actor.Role is Role.Viewer ? office.SubmitAsync(actor, campaign) : office.LaunchAsync(actor, campaign),
        6 => office.LaunchAsync(actor, campaign),
        7 => office.ScheduleAsync(actor, campaign, """{"kind":"now"}"""),
        8 => office.DecideAsync(actor, campaign, approve: true),
        9 => office.DecideAsync(actor, campaign, approve: campaign.Revision % 3 != 0),
        10 => actor.Role is Role.Viewer ? office.BeginAsync(campaign) : office.PauseAsync(actor, campaign),
        11 => actor.Role is Role.Viewer ? office.BeginAsync(campaign) : office.ResumeAsync(actor, campaign),
        12 => actor.Role is Role.Admin ? office.CancelAsync(actor, campaign) : office.BeginAsync(campaign),
        13 => lives.LookAsync(),
        14 => office.WithdrawAsync(actor, campaign),
        15 => RoleAsync(office, actor.Role is Role.Admin ? Role.Sender : Role.Viewer),
        16 => lives.GoOnAsync(),
        17 => lives.GoOnAsync(fails: actor.Role is Role.Viewer),
        18 => office.SteerRun.RunAsync(
            actor, campaign.Id, campaign.Run ?? throw new ConflictException("It has no run."), (CampaignMove)((int)CampaignMove.Pause + (campaign.Revision % 3))),
        19 => VendorTemplate.DecideAsync(office, isApproved: true),
        20 => VendorTemplate.DecideAsync(office, isApproved: false),
        21 => VendorTemplate.MendAsync(office),
        _ => Pass(office, TimeSpan.FromHours(7)),
    };

    /// <summary>One of the senders is made a viewer, or a sender again.</summary>
    private static async Task RoleAsync(Office office, Role role)
    {
        var member = (await office.Staff.Members.FindByEmailAsync(office.Other.Workspace, office.Other.Member))!;
        await office.Staff.Members.UpdateAsync(member with { Role = role });
    }

    private static Task Pass(Office office, TimeSpan time)
    {
        office.Clock.Advance(time);
        return Task.CompletedTask;
    }

    private static void Check(Campaign before, Campaign after, Caller actor, Workspace workspace)
    {
        if (before.Status != after.Status)
        {
            Assert.True(
                Enum.GetValues<CampaignMove>().Any(move => CampaignMoves.Targets(before, move)?.Contains(after.Status) is true),
                $"{before.Status} became {after.Status}");
        }

        if (after.Status is not (CampaignStatus.Scheduled or CampaignStatus.Sending or CampaignStatus.Paused))
            return;
        Assert.True(after.Templates.Count == 0 || after.Review is not (ReviewState.Waiting or ReviewState.Rejected or ReviewState.Expired), $"{after.Status} before its template was approved");
        var needed = workspace.ApprovalPolicy is ApprovalPolicy.Always || after.SubmittedBy == "viewer@example.com" || after.Definition.Approval is { Required: true };
        Assert.True(!needed || after.Approval is ApprovalState.Approved, $"{after.Status} without approval, submitted by {after.SubmittedBy}");
        if (after.Approval is ApprovalState.Approved)
        {
            Assert.NotEqual("viewer@example.com", after.DecidedBy);
            Assert.True(after.ApprovalsNeeded == 1 || after.Approvals.DistinctBy(yes => yes.Member).Count() >= after.ApprovalsNeeded, $"{after.Approvals.Count} of {after.ApprovalsNeeded} were enough");
            var fresh = before.Approval is not ApprovalState.Approved;
            Assert.True(!fresh || (after.DecidedBy == actor.Member && (workspace.OwnDraft || !ApprovalRule.HasTouched(after, actor.Member))), $"{after.DecidedBy} approved their own draft");
            Assert.True(fresh || before.Submission != after.Submission || ApprovalRule.IsSameContent(before.Definition, after.Definition), "What was approved has changed under its approval");
        }
    }
}
