using ActiveReach.Campaigns.Records;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Moves;

/// <summary>Pauses, resumes and cancels one run, whatever its campaign's others do.</summary>
public sealed class SteerRun(CampaignWriter writer, RunRecords runs, RunWriter steering, TimeProvider clock)
{
    public async Task<Steered<Run>> RunAsync(Caller caller, CampaignId campaign, RunId id, CampaignMove move, CancellationToken cancellation = default)
    {
        while (true)
        {
            var run = (await runs.StartedAsync(await writer.FindAsync(caller, campaign, cancellation), cancellation)).FirstOrDefault(each => each.Id == id)
                ?? throw new NotFoundException("run", id.Value);
            Check(run, move);
            var told = new AuditEntry(caller.Workspace, clock.GetUtcNow(), caller.Member, $"campaign.run_{CampaignMoves.Happened(move)}", campaign.Value, id.Value);
            if (await TryAsync(run, move, told, cancellation) is { } moved)
                return moved;
        }
    }

    /// <summary>All runs of a campaign that allow the move.</summary>
    /// <param name="isTold">Whether the move is in the audit trail already.</param>
    /// <returns>Whether all of it is done; null where nothing was moved.</returns>
    internal async Task<bool?> AllAsync(Caller caller, Campaign campaign, CampaignMove move, bool isTold, CancellationToken cancellation)
    {
        var started = await runs.StartedAsync(campaign, cancellation);
        if (started.Count == 0)
            throw new InvalidOperationException($"The campaign '{campaign.Id}' is {campaign.Status}, but its run is not in the store.");
        var told = new AuditEntry(caller.Workspace, clock.GetUtcNow(), caller.Member, $"campaign.{CampaignMoves.Happened(move)}", campaign.Id.Value);
        var isDone = isTold ? true : (bool?)null;
        foreach (var run in started)
        {
            if (await TryAsync(run, move, isDone is null ? told : null, cancellation) is { } moved)
                isDone = moved.IsDone && isDone is not false;
        }

        return isDone;
    }

    /// <summary>Null where the run doesn't allow it, or no more.</summary>
    private async Task<Steered<Run>?> TryAsync(Run run, CampaignMove move, AuditEntry? told, CancellationToken cancellation)
    {
        for (var now = run; now?.After(move, clock.GetUtcNow()) is { } after; now = await runs.FindAsync(run.Id, cancellation))
        {
            if (await steering.TryMoveAsync(after, Bells.Of(now), told, cancellation) is { } moved)
                return moved;
        }

        return null;
    }

    private static void Check(Run run, CampaignMove move)
    {
        if (CampaignMoves.Targets(run, move) is not null)
            return;
        var (state, allowed) = (CampaignMoves.Name(run.Status), AllowedMoves.Of(run, Role.Admin));
        throw new ConflictException(
            $"The run is {state}, which does not allow '{CampaignMoves.Name(move)}': it allows {(allowed.Count == 0 ? "nothing any more" : string.Join(", ", allowed))}.",
            details: new Dictionary<string, object?> { ["state"] = state, ["allowed"] = allowed });
    }
}
