using ActiveReach.Access;
using ActiveReach.Sqlite.Documents;
using ActiveReach.Sqlite.Workspaces;
using ActiveReach.Workspaces;

namespace ActiveReach.Sqlite.Tests.Access;

public sealed class SqliteAccessStoreTests : AccessStoreContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override Members Members => new(new SqliteDocuments(product.Database));

    protected override ApiKeys Keys => new(new SqliteDocuments(product.Database));

    protected override Sessions Sessions => new(new SqliteDocuments(product.Database));

    public void Dispose() => product.Dispose();
}

public sealed class SqliteWorkspaceStoreTests : WorkspaceStoreContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IWorkspaceStore Workspaces => new SqliteWorkspaceStore(product.Database);

    protected override ModeChoices Modes => new(new SqliteDocuments(product.Database));

    protected override AuditTrail Audit => new(new SqliteDocuments(product.Database));

    protected override IStoreCheck Check => new SqliteStoreCheck(product.Database);

    public void Dispose() => product.Dispose();
}
