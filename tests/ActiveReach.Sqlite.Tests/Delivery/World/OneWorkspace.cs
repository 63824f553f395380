using ActiveReach.Consent.Hours;
using ActiveReach.Consent;
using ActiveReach.Workspaces;

namespace ActiveReach.Sqlite.Tests.Delivery.World;

/// <summary>A workspace that a test may change.</summary>
internal sealed class OneWorkspace : IWorkspaceStore
{
    /// <summary>Sends at any hour.</summary>
    public static readonly Workspace Shop = new Workspace { Id = new WorkspaceId("shop"), Name = "Shop" }.With(new ReachSettings { QuietHours = new QuietHoursSettings { On = false } });

    public Workspace Now { get; set; } = Shop;

    public Task<Workspace?> FindAsync(WorkspaceId id, CancellationToken cancellation = default) => Task.FromResult<Workspace?>(id == Now.Id ? Now : null);

    public Task<bool> TryAddAsync(Workspace workspace, CancellationToken cancellation = default) => Task.FromResult(false);

    public Task<bool> TryUpdateAsync(Workspace workspace, AuditEntry? audit = null, CancellationToken cancellation = default) => Task.FromResult(false);
}
