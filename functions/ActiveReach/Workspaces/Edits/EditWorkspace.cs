namespace ActiveReach.Workspaces;

/// <summary>Changes the workspace's document by compare-and-set, with its audit entry.</summary>
public sealed class EditWorkspace(WorkspaceRegister workspaces, TimeProvider clock)
{
    /// <param name="change">Throws when the workspace isn't the one that the caller means to change, or can't be what it would become.</param>
    public async Task<Workspace> RunAsync(Caller caller, Func<Workspace, Workspace> change, string action, CancellationToken cancellation = default)
    {
        while (true)
        {
            var after = change(await workspaces.ReadAsync(caller.Workspace, cancellation));
            var told = new AuditEntry(caller.Workspace, clock.GetUtcNow(), caller.Member, action, caller.Workspace.Value);

            // Somebody was faster: look at theirs; a condition that no longer holds ends it.
            if (await workspaces.TryUpdateAsync(after, told, cancellation))
                return await workspaces.ReadAsync(caller.Workspace, cancellation);
        }
    }
}
