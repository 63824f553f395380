using ActiveReach.Access;
using ActiveReach.Requests;
using ActiveReach.Sqlite.Access;
using ActiveReach.Sqlite.Requests;
using ActiveReach.Sqlite.Workspaces;
using ActiveReach.Workspaces;

namespace ActiveReach.Sqlite.Tests.Access;

public sealed class SqliteAccessStoreTests : AccessStoreContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IMemberStore Members => new SqliteMemberStore(product.Database);

    protected override IKeyStore Keys => new SqliteKeyStore(product.Database);

    protected override ISessionStore Sessions => new SqliteSessionStore(product.Database);

    public void Dispose() => product.Dispose();
}

public sealed class SqliteWorkspaceStoreTests : WorkspaceStoreContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IWorkspaceStore Workspaces => new SqliteWorkspaceStore(product.Database);

    protected override IModeStore Modes => new SqliteModeStore(product.Database);

    protected override IAuditTrail Audit => new SqliteAuditTrail(product.Database);

    protected override IStoreCheck Check => new SqliteStoreCheck(product.Database);

    public void Dispose() => product.Dispose();
}

public sealed class SqliteAnswerStoreTests : AnswerStoreContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IAnswerStore Answers => new SqliteAnswerStore(product.Database);

    public void Dispose() => product.Dispose();
}
