using ActiveReach.Problems;

namespace ActiveReach.Workspaces;

/// <summary>The workspace of somebody who was let in: it is there, or has just been deleted.</summary>
public static class ExistingWorkspace
{
    /// <exception cref="NotFoundException">It is gone.</exception>
    public static async Task<Workspace> ReadAsync(this IWorkspaceStore workspaces, WorkspaceId id, CancellationToken cancellation = default) =>
        await workspaces.FindAsync(id, cancellation) ?? throw new NotFoundException("workspace", id.Value);
}
