using ActiveReach.Audiences.Contacts;
using ActiveReach.Events;
using ActiveReach.Outlets;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Sqlite.Events;
using ActiveReach.Sqlite.Outlets;
using ActiveReach.Sqlite.Workspaces;
using ActiveReach.Workspaces;

namespace ActiveReach.Sqlite.Tests.Outlets;

public sealed class SqliteOutletTests : OutletStoreContract, IDisposable
{
    private readonly Audiences.TemporaryProduct product = new();

    protected override IOutletStore Outlets => new SqliteOutletStore(product.Database);

    protected override IContactStore Contacts => product.Contacts;

    public void Dispose() => product.Dispose();
}

public sealed class SqliteAssignmentTests : AssignmentContract, IDisposable
{
    private Audiences.TemporaryProduct product = new();

    protected override IAssignmentStore Assignments => new SqliteAssignmentStore(product.Database);

    protected override IOutletStore Outlets => new SqliteOutletStore(product.Database);

    protected override IContactStore Contacts => product.Contacts;

    protected override IEventStore Events => new SqliteEventStore(product.Database);

    protected override IWorkspaceStore Workspaces => new SqliteWorkspaceStore(product.Database);

    protected override void StartAfresh()
    {
        product.Dispose();
        product = new();
    }

    public void Dispose() => product.Dispose();
}
