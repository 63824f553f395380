using ActiveReach.Campaigns.Records;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Moves;

/// <summary>Pauses, resumes and cancels. A pause stops new hand-overs within one batch, and the raised epoch refuses what slower workers still
/// write; resuming goes on with what is still planned; after a cancel, what has not been handed over never is.</summary>
public sealed class SteerCampaign(CampaignWriter writer, CampaignRecords campaigns, RunRecords runs, RunWriter steering, DeriveStatus derive, TimeProvider clock)
{
    /// <summary>Moves all of the campaign's runs that are under way; one that has none yet is cancelled itself.</summary>
    public async Task<Campaign> RunAsync(Caller caller, CampaignId id, CampaignMove move, VersionCondition? condition, CancellationToken cancellation = default)
    {
        while (true)
        {
            var campaign = await derive.RunAsync(caller.Workspace, id, cancellation) ?? throw new NotFoundException("campaign", id.Value);
            CampaignMoves.Check(campaign.Status, move);
            condition?.Invoke(campaign);
            if (await IsMovedAsync(caller, campaign, move, cancellation))
                return await campaigns.FindAsync(caller.Workspace, id, cancellation) ?? campaign;
        }
    }

    /// <summary>False when somebody was faster.</summary>
    private async Task<bool> IsMovedAsync(Caller caller, Campaign campaign, CampaignMove move, CancellationToken cancellation)
    {
        if (campaign.Run is null)
            return await writer.TryMoveAsync(caller, move, CampaignChange.Of(campaign.To(move, CampaignStatus.Cancelled), Bells.Of(campaign)), cancellation) is not null;
        var started = await runs.StartedAsync(campaign, cancellation);
        if (started.Count == 0)
            throw new InvalidOperationException($"The campaign '{campaign.Id}' is {campaign.Status}, but its run is not in the store.");
        var told = new AuditEntry(caller.Workspace, clock.GetUtcNow(), caller.Member, $"campaign.{CampaignMoves.Happened(move)}", campaign.Id.Value);
        var moved = false;
        foreach (var run in started)
            moved |= await IsMovedAsync(run, move, moved ? null : told, cancellation);
        return moved;
    }

    /// <summary>False where the run doesn't allow it, or no more.</summary>
    private async Task<bool> IsMovedAsync(Run run, CampaignMove move, AuditEntry? told, CancellationToken cancellation)
    {
        for (var now = run; now?.After(move, clock.GetUtcNow()) is { } after; now = await runs.FindAsync(run.Id, cancellation))
        {
            if (await steering.TryMoveAsync(after, Bells.Of(now), told, cancellation) is not null)
                return true;
        }

        return false;
    }
}
