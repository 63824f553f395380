using ActiveReach.Campaigns.Definitions;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Moves;

/// <summary>Pauses, resumes and cancels a campaign: its schedule and all of its runs. A pause stops new hand-overs within one batch, and the raised
/// epoch refuses what slower workers still write; resuming goes on with what is still planned; after a cancel, what has not been handed over never is.</summary>
public sealed class SteerCampaign(CampaignWriter writer, SteerRun steer, DeriveStatus derive, TimeProvider clock)
{
    public async Task<Steered<Campaign>> RunAsync(Caller caller, CampaignId id, CampaignMove move, VersionCondition? condition, CancellationToken cancellation = default)
    {
        while (true)
        {
            var campaign = await derive.RunAsync(caller.Workspace, id, cancellation) ?? throw new NotFoundException("campaign", id.Value);
            CampaignMoves.Check(campaign, move);
            condition?.Invoke(campaign);
            if (move is CampaignMove.Resume)
                CheckInTime(campaign);
            if (await TryAsync(caller, campaign, move, cancellation) is { } isDone)
                return new Steered<Campaign>(await derive.RunAsync(caller.Workspace, id, cancellation) ?? campaign, isDone);
        }
    }

    /// <summary>A campaign that would be too late to be sent isn't resumed into its failure.</summary>
    private void CheckInTime(Campaign campaign)
    {
        if (campaign is { Run: null, Schedule: { Series: null, NextAt: { } at } } && clock.GetUtcNow() - at > StartTime.LateTolerance)
            throw new ConflictException($"It was paused beyond its time, {at:u}: give it a new schedule first, then resume it.", details: new Dictionary<string, object?> { ["state"] = CampaignMoves.Name(campaign.Status) });
    }

    /// <summary>The status of a campaign that has no run yet.</summary>
    private static CampaignStatus Steered(CampaignMove move) => move switch
    {
        CampaignMove.Pause => CampaignStatus.Paused,
        CampaignMove.Resume => CampaignStatus.Scheduled,
        _ => CampaignStatus.Cancelled,
    };

    /// <summary>Whether all of it is done; null when somebody was faster.</summary>
    private async Task<bool?> TryAsync(Caller caller, Campaign campaign, CampaignMove move, CancellationToken cancellation)
    {
        var isTold = false;
        if (campaign.Run is null || campaign.Schedule?.After(move) is not null)
        {
            var moved = (campaign.Run is null ? campaign.To(move, Steered(move)) : campaign) with { Schedule = campaign.Schedule?.After(move) ?? campaign.Schedule };
            if (await writer.TryMoveAsync(caller, move, CampaignChange.Of(moved, Bells.Of(campaign)), cancellation) is null)
                return null;
            isTold = true;
        }

        return campaign.Run is null ? true : await steer.AllAsync(caller, campaign, move, isTold, cancellation);
    }
}

/// <param name="IsDone">False while the ledger has yet to be told: it is, within a minute.</param>
public sealed record Steered<T>(T Value, bool IsDone);
