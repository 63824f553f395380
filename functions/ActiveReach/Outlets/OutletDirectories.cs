using System.Collections.Concurrent;
using ActiveReach.Workspaces;

namespace ActiveReach.Outlets;

/// <summary>The outlets of workspaces, kept in memory while they don't change: asking again costs one small read.</summary>
public sealed class OutletDirectories(OutletRegister outlets)
{
    /// <summary>Workspaces kept at once.</summary>
    private const int MostKept = 1_000;

    private readonly ConcurrentDictionary<WorkspaceId, OutletDirectory> kept = new();

    /// <summary>The workspace's outlets as they are now.</summary>
    public async Task<OutletDirectory> OfAsync(WorkspaceId workspace, CancellationToken cancellation = default)
    {
        if (await outlets.FindPlanAsync(workspace, cancellation) is not { } plan)
            return OutletDirectory.Empty;
        if (kept.TryGetValue(workspace, out var known) && known.Version == plan.Version)
            return known;
        if (kept.Count >= MostKept)
            kept.Clear();
        return kept[workspace] = await outlets.ReadAsync(workspace, plan, cancellation);
    }
}
