using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Moves;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Approvals;

/// <summary>Who was asked for the current submission, with what outcome, and what they decide on while it waits.</summary>
public sealed class ListApprovals(CampaignWriter writer, ApprovalLinks links, BriefApprovers brief, TimeProvider clock)
{
    public async Task<ApprovalListing> RunAsync(Caller caller, CampaignId id, CancellationToken cancellation = default)
    {
        var campaign = await writer.FindAsync(caller, id, cancellation);
        var workspace = await writer.WorkspaceAsync(caller, cancellation);
        var shown = MaySeeLinks(caller, workspace, campaign) && IsWaiting(campaign);
        IReadOnlyList<ApprovalItem> items = [.. campaign.Approvers.Select(approver => new ApprovalItem(
            approver, StateOf(campaign, approver), shown ? links.UrlOf(campaign, approver) : null, campaign.ApprovalExpiresAt))];
        return new ApprovalListing(items, null, items.Count, IsWaiting(campaign) ? await brief.RunAsync(campaign, workspace, cancellation) : null);
    }

    /// <summary>Not to whoever drafted or edited this version while own drafts may not be approved: the link would let them.</summary>
    private static bool MaySeeLinks(Caller caller, Workspace workspace, Campaign campaign) =>
        caller.Role >= Role.Sender && (workspace.OwnDraft || !ApprovalRule.HasTouched(campaign, caller.Member));

    private bool IsWaiting(Campaign campaign) => campaign.Status is CampaignStatus.NeedsApproval && clock.GetUtcNow() < campaign.ApprovalExpiresAt;

    private string StateOf(Campaign campaign, string approver) => campaign.Approval switch
    {
        ApprovalState.Approved or ApprovalState.Rejected when !string.Equals(campaign.DecidedBy, approver, StringComparison.OrdinalIgnoreCase) => "not_needed",
        ApprovalState.Approved => "approved",
        ApprovalState.Rejected => "rejected",
        ApprovalState.Expired => "expired",
        _ when IsWaiting(campaign) => "waiting",
        _ => campaign.Status is CampaignStatus.NeedsApproval ? "expired" : "not_needed",
    };
}

/// <param name="Request">What is decided on; missing while nothing waits for a decision.</param>
public sealed record ApprovalListing(IReadOnlyList<ApprovalItem> Items, string? NextCursor, long Total, ApprovalBrief? Request);

/// <param name="State"><c>waiting</c>, <c>approved</c>, <c>rejected</c>, <c>expired</c> or <c>not_needed</c> (somebody else decided, or nobody had to).</param>
/// <param name="Url">The link of the notice; only while it can be used, and only to those who may see it.</param>
public sealed record ApprovalItem(string Approver, string State, string? Url, DateTimeOffset? Expires);
