using ActiveReach.Campaigns;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Outlets;
using ActiveReach.Workspaces;

namespace ActiveReach.Analytics;

/// <summary>Finds the runs that had people of an outlet in their audience.</summary>
public sealed class RunsAtOutlet(ILedger ledger, OutletWords outlets)
{
    /// <param name="location">Id, external id or name of the outlet; null for all runs.</param>
    public async Task<IReadOnlyList<Run>> AmongAsync(WorkspaceId workspace, IReadOnlyList<Run> runs, string? location, CancellationToken cancellation = default)
    {
        if (location is null)
            return runs;
        var outlet = await outlets.ResolveAsync(workspace, location, cancellation);
        var found = new List<Run>();
        foreach (var run in runs)
        {
            if ((await ledger.TalliesAsync(run.Id, cancellation)).Any(tally => tally.Key is { Scope: TallyScope.People } key && key.Outlet == outlet && tally[Counted.Recipients] > 0))
                found.Add(run);
        }

        return found;
    }
}
