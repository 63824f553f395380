using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Approvals;

/// <summary>Approves or rejects the submission that waits. One decision counts; whoever comes second is told so.</summary>
public sealed class DecideApproval(CampaignWriter writer, TimeProvider clock)
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
        return await writer.MoveAsync(caller, id, move, condition, campaign =>
        {
            holds(campaign);
            if (ApprovalRule.Refusal(workspace, campaign, caller.Member, caller.Role) is { } refusal)
                throw new ForbiddenException(refusal);
            if (clock.GetUtcNow() >= campaign.ApprovalExpiresAt)
                throw Lapsed(campaign.ApprovalExpiresAt);
            return Task.FromResult(CampaignChange.Of(Decided(campaign, caller, move, decision), Bells.Of(campaign)));
        }, cancellation);
    }

    internal static ConflictException Lapsed(DateTimeOffset? at) =>
        new($"The time for this decision ended at {at:u}, so the campaign is not sent: duplicate it and submit it with a new time.", gone: true);

    private Campaign Decided(Campaign campaign, Caller caller, CampaignMove move, Decision decision) =>
        campaign.To(move, decision.Approve ? CampaignStatus.Scheduled : CampaignStatus.Draft) with
        {
            Schedule = decision.Approve ? campaign.Schedule : campaign.Schedule?.Ended(),
            Approval = decision.Approve ? ApprovalState.Approved : ApprovalState.Rejected,
            DecidedBy = caller.Member,
            DecidedAt = clock.GetUtcNow(),
            DecisionComment = string.IsNullOrWhiteSpace(decision.Comment) ? null : decision.Comment,
        };
}

public sealed record Decision(bool Approve, string? Comment = null);
