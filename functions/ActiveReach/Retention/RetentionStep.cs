using ActiveReach.Workspaces;

namespace ActiveReach.Retention;

/// <summary>Something that a feature keeps for a time.</summary>
/// <param name="Period">How long.</param>
/// <param name="RemoveAsync">Removes what is older.</param>
public sealed record RetentionStep(Func<RetentionPeriods, TimeSpan> Period, RemoveOld RemoveAsync);

/// <summary>Removes at most <paramref name="limit"/> of what is older, the oldest first, in one transaction.</summary>
/// <returns>How many; fewer than the limit when nothing older is left.</returns>
public delegate Task<int> RemoveOld(WorkspaceId workspace, DateTimeOffset before, int limit, CancellationToken cancellation);
