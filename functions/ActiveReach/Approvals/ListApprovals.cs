using ActiveReach.Access;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Approvals;

/// <summary>Who was asked for the current submission, with what outcome, and what they decide on while it waits.</summary>
public sealed class ListApprovals(CampaignWriter writer, Members members, ApprovalLinks links, BriefApprovers brief, TimeProvider clock)
{
    public async Task<ApprovalListing> RunAsync(Caller caller, CampaignId id, CancellationToken cancellation = default)
    {
        var campaign = await writer.FindAsync(caller, id, cancellation);
        var workspace = await writer.WorkspaceAsync(caller, cancellation);
        var all = await members.AllAsync(caller.Workspace, cancellation);
        var shown = MaySeeLinks(caller, workspace, campaign) && IsWaiting(campaign);
        IReadOnlyList<ApprovalItem> items = [.. campaign.Asked().Select(approver => Item(workspace, campaign, approver, all, shown))];
        return new ApprovalListing(
            items, null, items.Count, campaign.ApprovalsNeeded, ApprovalRule.Counting(workspace, campaign, all).Count,
            IsWaiting(campaign) ? await brief.RunAsync(campaign, workspace, cancellation: cancellation) : null);
    }

    private ApprovalItem Item(Workspace workspace, Campaign campaign, string approver, IReadOnlyList<Member> all, bool shown)
    {
        var yes = campaign.Approvals.FirstOrDefault(each => IsSame(each.Member, approver));
        var isDecider = campaign.Approval is ApprovalState.Approved or ApprovalState.Rejected && IsSame(campaign.DecidedBy, approver);
        var state = StateOf(campaign, yes is not null, isDecider);
        var counts = ApprovalRule.MayDecide(workspace, campaign, approver, all);
        return new ApprovalItem(
            approver, IsWaiting(campaign) && !counts ? "not_counted" : state, shown && state is "waiting" && counts ? links.UrlOf(campaign, approver) : null, campaign.ApprovalExpiresAt,
            isDecider ? campaign.DecidedAt : yes?.At, isDecider ? campaign.DecisionComment : yes?.Comment, campaign.EscalatedTo.Contains(approver));
    }

    /// <summary>Not to whoever drafted or edited this version while own drafts may not be approved: the link would let them.</summary>
    private static bool MaySeeLinks(Caller caller, Workspace workspace, Campaign campaign) =>
        caller.Role >= Role.Sender && (workspace.OwnDraft || !ApprovalRule.HasTouched(campaign, caller.Member));

    private bool IsWaiting(Campaign campaign) => campaign.Status is CampaignStatus.NeedsApproval && clock.GetUtcNow() < campaign.ApprovalExpiresAt;

    private string StateOf(Campaign campaign, bool saidYes, bool isDecider) => campaign.Approval switch
    {
        ApprovalState.Rejected when isDecider => "rejected",
        _ when saidYes || isDecider => "approved",
        ApprovalState.Approved or ApprovalState.Rejected => "not_needed",
        ApprovalState.Expired => "expired",
        _ when IsWaiting(campaign) => "waiting",
        _ => campaign.Status is CampaignStatus.NeedsApproval ? "expired" : "not_needed",
    };

    private static bool IsSame(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

/// <param name="Needed">How many must say yes.</param>
/// <param name="Given">How many have, and still may.</param>
/// <param name="Request">What is decided on; missing while nothing waits for a decision.</param>
public sealed record ApprovalListing(IReadOnlyList<ApprovalItem> Items, string? NextCursor, long Total, int Needed, int Given, ApprovalBrief? Request);

/// <param name="State"><c>waiting</c>, <c>approved</c>, <c>rejected</c>, <c>expired</c>, <c>not_needed</c> (others decided, or nobody had to) or
/// <c>not_counted</c> (they have left, lost the role, or edited it since they were asked).</param>
/// <param name="Url">The link of the notice; only while it can be used, and only to those who may see it.</param>
/// <param name="DecidedAt">When they decided; missing before.</param>
/// <param name="Escalated">Whether they were asked only when nobody had decided in time.</param>
public sealed record ApprovalItem(string Approver, string State, string? Url, DateTimeOffset? Expires, DateTimeOffset? DecidedAt, string? Comment, bool Escalated);
