using ActiveReach.Workspaces;

namespace ActiveReach.Retention;

/// <summary>Removes what has been kept long enough.</summary>
public interface IRetentionStore
{
    /// <summary>Removes at most <paramref name="limit"/> of what is older, the oldest first, in one transaction.</summary>
    /// <returns>How many; fewer than the limit when nothing older is left.</returns>
    Task<int> RemoveAsync(WorkspaceId workspace, KeptThing thing, DateTimeOffset before, int limit, CancellationToken cancellation = default);
}

/// <summary>What is kept for a time; see <see cref="RetentionPeriods"/>.</summary>
public enum KeptThing
{
    Event,
    Reply,
    PendingIdentity,
    ImportReport,
}
