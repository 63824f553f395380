namespace ActiveReach.Workspaces;

/// <summary>Workspaces as documents. Members, keys and sessions have ports of their own beside this one.</summary>
public interface IWorkspaceStore
{
    Task<Workspace?> FindAsync(WorkspaceId id, CancellationToken cancellation = default);

    /// <summary>Adds a workspace; false when the id is taken.</summary>
    Task<bool> TryAddAsync(Workspace workspace, CancellationToken cancellation = default);

    /// <summary>Replaces the workspace if its stored version is still <see cref="Workspace.Version"/>; false otherwise.</summary>
    /// <param name="audit">Recorded with the change.</param>
    Task<bool> TryUpdateAsync(Workspace workspace, AuditEntry? audit = null, CancellationToken cancellation = default);
}
