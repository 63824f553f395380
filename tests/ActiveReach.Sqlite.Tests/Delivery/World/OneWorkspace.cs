using ActiveReach.Workspaces;

namespace ActiveReach.Sqlite.Tests.Delivery.World;

internal sealed class OneWorkspace : IWorkspaceStore
{
    public static readonly Workspace Shop = new() { Id = new WorkspaceId("shop"), Name = "Shop" };

    public Task<Workspace?> FindAsync(WorkspaceId id, CancellationToken cancellation = default) => Task.FromResult<Workspace?>(id == Shop.Id ? Shop : null);

    public Task<bool> TryAddAsync(Workspace workspace, CancellationToken cancellation = default) => Task.FromResult(false);

    public Task<bool> TryUpdateAsync(Workspace workspace, CancellationToken cancellation = default) => Task.FromResult(false);
}
