using ActiveReach.Campaigns.Records;
using ActiveReach.Campaigns.Standing;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Moves;

/// <summary>Writes on a campaign what its schedule and its runs say, for those who look at campaigns. They are the truth: this follows each change of one, and
/// may be repeated at any time.</summary>
public sealed class DeriveStatus(CampaignRecords campaigns, RunRecords runs, TimeProvider clock)
{
    /// <summary>The statuses in which something is under way or to come, the one that says most first.</summary>
    private static readonly CampaignStatus[] Open = [CampaignStatus.Sending, CampaignStatus.Paused, CampaignStatus.Active, CampaignStatus.Scheduled];

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
        if (campaign.StandsAs is { } standing)
            return StatusText.Explain(campaign with { Status = standing, Run = started[^1].Id, AwaitsDecision = false });
        var schedule = campaign.Schedule?.State switch { ScheduleState.On => CampaignStatus.Scheduled, ScheduleState.Paused => CampaignStatus.Paused, _ => (CampaignStatus?)null };
        var status = Open.Where(each => schedule == each || started.Any(run => run.CampaignStatus == each)).Append(started[^1].CampaignStatus).First();
        var known = campaign with { Status = status, Run = started[^1].Id };
        return started.LastOrDefault(run => run.CampaignStatus == status) is not { } telling ? StatusText.Explain(known with { AwaitsDecision = false }) : known with
        {
            StatusReason = telling.StatusReason,
            NextAction = telling.NextAction,
            ExpectedEnd = telling.ExpectedEnd,
            AwaitsDecision = telling.AwaitsDecision,
        };
    }
}
