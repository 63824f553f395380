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

    /// <summary>The campaign as its schedule and its runs say, yet to be written.</summary>
    internal async Task<Campaign> OfAsync(Campaign campaign, CancellationToken cancellation) => Of(campaign, await runs.StartedAsync(campaign, cancellation));

    private static Campaign Of(Campaign campaign, IReadOnlyList<Run> started)
    {
        var known = started.LastOrDefault(run => run.Status is not RunStatus.Skipped) is { } latest ? campaign with { Run = latest.Id } : campaign;
        var schedule = campaign.Schedule?.State switch { ScheduleState.On => CampaignStatus.Scheduled, ScheduleState.Paused => CampaignStatus.Paused, _ => (CampaignStatus?)null };
        if (IsAskedOfPeople(campaign))
            return known;
        if (started.Count == 0)
            return !campaign.Definition.IsStanding && schedule is { } alone && alone != campaign.Status && Open.Contains(campaign.Status) ? StatusText.Explain(campaign with { Status = alone }) : campaign;
        if (campaign.StandsAs is { } standing)
            return StatusText.Explain(known with { Status = standing, AwaitsDecision = false });

        var open = Open.Where(each => schedule == each || started.Any(run => run.CampaignStatus == each)).Select(each => (CampaignStatus?)each).FirstOrDefault();
        var status = open ?? (campaign.Schedule?.State is ScheduleState.Cancelled ? CampaignStatus.Cancelled : Outcome(started));
        return StatusText.Explain(known with { Status = status }, started.LastOrDefault(run => run.CampaignStatus == status), started[^1]);
    }

    /// <summary>Whatever its runs do, it is people's turn: to approve what is to come, or to finish the draft.</summary>
    private static bool IsAskedOfPeople(Campaign campaign) =>
        campaign.Status is CampaignStatus.Draft || (campaign.Status is CampaignStatus.NeedsApproval or CampaignStatus.InReview && campaign.HasMoreToCome);

    /// <summary>How a campaign ended by itself: as its last run that was not taken out alone.</summary>
    private static CampaignStatus Outcome(IReadOnlyList<Run> started) =>
        (started.LastOrDefault(run => run.Status is not (RunStatus.Skipped or RunStatus.Cancelled)) ?? started[^1]).CampaignStatus;
}
