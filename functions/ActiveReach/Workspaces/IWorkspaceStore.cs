using ActiveReach.Problems;

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

/// <summary>The workspace of somebody who was let in: it is there, or has just been deleted.</summary>
public static class ExistingWorkspace
{
    /// <exception cref="NotFoundException">It is gone.</exception>
    public static async Task<Workspace> ReadAsync(this IWorkspaceStore workspaces, WorkspaceId id, CancellationToken cancellation = default) =>
        await workspaces.FindAsync(id, cancellation) ?? throw new NotFoundException("workspace", id.Value);
}
