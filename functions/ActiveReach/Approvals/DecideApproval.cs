using ActiveReach.Access;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Reviews;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Approvals;

/// <summary>Approves or rejects the submission that waits. Each of those who are asked decides once; the first no rejects it, and as many yes as it needs
/// approve it. Whoever comes after that is told so.</summary>
public sealed class DecideApproval(CampaignWriter writer, Members members, TemplateReviews reviews, TimeProvider clock)
{
    private const int LongestComment = 2000;

    public Task<Campaign> RunAsync(
        Caller caller, CampaignId id, Decision decision, VersionCondition? condition = null, CancellationToken cancellation = default) =>
        RunAsync(caller, id, decision, condition, _ => { }, cancellation);

    /// <param name="holds">Throws when what the decision was asked for is no longer what waits.</param>
    internal async Task<Campaign> RunAsync(
        Caller caller, CampaignId id, Decision decision, VersionCondition? condition, Action<Campaign> holds, CancellationToken cancellation)
    {
        if (decision.Comment?.Length > LongestComment)
            throw new InvalidInputException("comment", "too_long", $"comment has {decision.Comment.Length} characters: at most {LongestComment} are possible.");
        var workspace = await writer.WorkspaceAsync(caller, cancellation);
        var move = decision.Approve ? CampaignMove.Approve : CampaignMove.Reject;
        return await writer.MoveAsync(caller, id, move, condition, async campaign =>
        {
            holds(campaign);
            if (ApprovalRule.Refusal(workspace, campaign, caller.Member, caller.Role) is { } refusal)
                throw new ForbiddenException(refusal);
            if (clock.GetUtcNow() >= campaign.ApprovalExpiresAt)
                throw Lapsed(campaign.ApprovalExpiresAt);
            if (ApprovalRule.HasApproved(campaign, caller.Member))
                throw AlreadyApproved(campaign);
            return decision.Approve ? await ApprovedAsync(workspace, campaign, caller, CommentOf(decision), cancellation) : Rejected(campaign, caller, CommentOf(decision));
        }, cancellation);
    }

    internal static ConflictException Lapsed(DateTimeOffset? at) =>
        new($"The time for this decision ended at {at:u}, so the campaign is not sent: duplicate it and submit it with a new time.", gone: true);

    internal static ConflictException AlreadyApproved(Campaign campaign) => new(
        "You have approved it already, and a decision is made once: it waits for the others.",
        details: new Dictionary<string, object?> { ["state"] = CampaignMoves.Name(campaign.Status) });

    private async Task<CampaignChange> ApprovedAsync(Workspace workspace, Campaign campaign, Caller caller, string? comment, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var approved = campaign with { Approvals = [.. campaign.Approvals, new Approving(caller.Member, now, comment)] };
        if (campaign.ApprovalsNeeded > 1)
        {
            var all = await members.AllAsync(workspace.Id, cancellation);
            if (!all.Any(member => member.Email == caller.Member))
                throw new ForbiddenException($"It needs {campaign.ApprovalsNeeded} people's approval, and {caller.Member} is nobody's: approve it with a key of a member.");
            var given = ApprovalRule.Counting(workspace, approved, all).Count;
            if (given < campaign.ApprovalsNeeded)
                return new CampaignChange(approved.To(CampaignMove.Approve, CampaignStatus.NeedsApproval), [], $"{given} of {campaign.ApprovalsNeeded} approvals.");
        }

        return Decided(campaign, await reviews.EnterAsync(approved, CampaignMove.Approve, campaign.StatusBySchedule, cancellation) with
        {
            Approval = ApprovalState.Approved,
            ApprovedBefore = null,
        }, caller, now, comment);
    }

    private CampaignChange Rejected(Campaign campaign, Caller caller, string? comment) => Decided(campaign, campaign.To(CampaignMove.Reject, CampaignStatus.Draft) with
    {
        Schedule = campaign.Schedule?.Ended(),
        Approval = ApprovalState.Rejected,
    }, caller, clock.GetUtcNow(), comment);

    private static CampaignChange Decided(Campaign before, Campaign after, Caller caller, DateTimeOffset now, string? comment) => CampaignChange.Of(
        after with { DecidedBy = caller.Member, DecidedAt = now, DecisionComment = comment }, [.. Bells.Of(before), Submission.ToTell(before, ApprovalNoticeKind.Outcome)]);

    private static string? CommentOf(Decision decision) => string.IsNullOrWhiteSpace(decision.Comment) ? null : decision.Comment;
}

public sealed record Decision(bool Approve, string? Comment = null);
