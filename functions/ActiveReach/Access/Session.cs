using ActiveReach.Workspaces;

namespace ActiveReach.Access;

/// <summary>A signed-in browser. It may do what its key may do at the moment of each request.</summary>
public sealed record Session(WorkspaceId Workspace, string KeyId, DateTimeOffset ExpiresAt);

/// <summary>Sessions by the hash of their token.</summary>
public interface ISessionStore
{
    /// <summary>Adds a session, and forgets those that have expired.</summary>
    Task AddAsync(string hash, Session session, DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>The session, expired or not.</summary>
    Task<Session?> FindAsync(string hash, CancellationToken cancellation = default);

    Task RemoveAsync(string hash, CancellationToken cancellation = default);
}
