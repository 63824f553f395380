using ActiveReach.Workspaces;

namespace ActiveReach.Orders.Shops;

/// <summary>The shops of workspaces. The audit entry of a change is written with it.</summary>
public interface IShopStore
{
    Task<Shop?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default);

    /// <summary>By id.</summary>
    Task<IReadOnlyList<Shop>> ListAsync(WorkspaceId workspace, CancellationToken cancellation = default);

    /// <summary>Adds the shop or replaces it; false when it is new and the workspace has <paramref name="most"/>.</summary>
    Task<bool> PutAsync(Shop shop, int most, AuditEntry? audit = null, CancellationToken cancellation = default);

    /// <summary>Whether it was there.</summary>
    Task<bool> RemoveAsync(WorkspaceId workspace, string id, AuditEntry? audit = null, CancellationToken cancellation = default);
}
