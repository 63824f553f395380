using ActiveReach.Campaigns.Records;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Moves;

/// <summary>Writes on a campaign what its runs say, for those who look at campaigns. The runs are the truth: this follows each change of one, and
/// may be repeated at any time.</summary>
public sealed class DeriveStatus(CampaignRecords campaigns, RunRecords runs, TimeProvider clock)
{
    /// <summary>The statuses in which something is under way, the one that says most first.</summary>
    private static readonly CampaignStatus[] UnderWay = [CampaignStatus.Sending, CampaignStatus.Paused, CampaignStatus.Active];

    /// <returns>The campaign as it is then; null when there is none.</returns>
    public async Task<Campaign?> RunAsync(WorkspaceId workspace, CampaignId id, CancellationToken cancellation = default)
    {
        // The campaign is read before its runs, so that what is written tells of no state older than what it replaces.
        while (await campaigns.FindAsync(workspace, id, cancellation) is { } campaign)
        {
            var derived = Of(campaign, await runs.StartedAsync(campaign, cancellation));
            if (derived == campaign)
                return campaign;
            if (await campaigns.TryUpdateAsync(derived with { UpdatedAt = clock.GetUtcNow() }, cancellation: cancellation) is { } written)
                return written;
        }

        return null;
    }

    private static Campaign Of(Campaign campaign, IReadOnlyList<Run> started)
    {
        if (started.Count == 0)
            return campaign;
        var telling = UnderWay.Select(status => started.LastOrDefault(run => run.CampaignStatus == status)).FirstOrDefault(run => run is not null) ?? started[^1];
        return campaign with
        {
            Status = telling.CampaignStatus,
            StatusReason = telling.StatusReason,
            NextAction = telling.NextAction,
            ExpectedEnd = telling.ExpectedEnd,
            AwaitsDecision = telling.AwaitsDecision,
            Run = started[^1].Id,
        };
    }
}
