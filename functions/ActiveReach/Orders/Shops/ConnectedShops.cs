using ActiveReach.Documents;
using ActiveReach.Workspaces;

namespace ActiveReach.Orders.Shops;

/// <summary>The shops of workspaces. The audit entry of a change is committed with it.</summary>
public sealed class ConnectedShops(IDocuments documents)
{
    private static readonly DocumentKind<Shop> Kind = new("shop", shop => shop.Id);

    public async Task<Shop?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default) =>
        (await documents.FindAsync(Kind, workspace.Partition, id, cancellation))?.Value;

    /// <summary>By id.</summary>
    public Task<IReadOnlyList<Shop>> ListAsync(WorkspaceId workspace, CancellationToken cancellation = default) =>
        documents.AllAsync(Kind, Kind.In(workspace.Partition), cancellation);

    /// <summary>Adds the shop or replaces it; false when it is new and the workspace has <paramref name="most"/>.</summary>
    public async Task<bool> PutAsync(Shop shop, int most, AuditEntry? audit = null, CancellationToken cancellation = default) =>
        (await ListAsync(shop.Workspace, cancellation)).Count(other => other.Id != shop.Id) < most
        && (await documents.CommitAsync(shop.Workspace.Partition, [Kind.Put(shop), .. AuditTrail.Tell(audit)], cancellation)).IsDone;

    /// <summary>Whether it was there.</summary>
    public async Task<bool> RemoveAsync(WorkspaceId workspace, string id, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        while (await documents.FindAsync(Kind, workspace.Partition, id, cancellation) is { } found)
        {
            if ((await documents.CommitAsync(workspace.Partition, [Kind.Delete(found), .. AuditTrail.Tell(audit)], cancellation)).IsDone)
                return true;
        }

        return false;
    }
}
