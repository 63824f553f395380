using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Records;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Runs;

/// <summary>Looks whether a submission has been approved. One that was not approved in time, or not before its send time, is
/// cancelled and never sent late (decision C-5).</summary>
public sealed class CheckApproval(CampaignRecords campaigns, TimeProvider clock)
{
    public async Task<Look> LookAsync(WorkspaceId workspace, CampaignId id, int submission, CancellationToken cancellation = default)
    {
        while (true)
        {
            var campaign = await campaigns.FindAsync(workspace, id, cancellation);
            if (campaign is null || campaign.Submission != submission)
                return new Look(Look.MovedOn);
            if (campaign.Status is not CampaignStatus.NeedsApproval)
                return new Look(campaign.Status is CampaignStatus.Scheduled or CampaignStatus.Sending ? Look.GoOn : Look.MovedOn);

            var deadline = Earliest(campaign.ApprovalExpiresAt, campaign.StartsAt);
            if (deadline is null || clock.GetUtcNow() < deadline)
                return Look.WaitUntil(deadline ?? clock.GetUtcNow() + RunClock.LongestSleep);

            if (await campaigns.TryUpdateAsync(Lapsed(campaign), cancellation: cancellation) is not null)
                return new Look(Look.MovedOn);
        }
    }

    private Campaign Lapsed(Campaign campaign) => campaign with
    {
        Status = CampaignStatus.Cancelled,
        Schedule = campaign.Schedule?.Ended(),
        Approval = ApprovalState.Expired,
        StatusReason = "Nobody approved it in time, so it was not sent.",
        NextAction = "Duplicate it, choose a new time and submit it again.",
        UpdatedAt = clock.GetUtcNow(),
    };

    private static DateTimeOffset? Earliest(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null ? other : other is null || one < other ? one : other;
}
