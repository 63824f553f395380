using ActiveReach.Access;
using ActiveReach.Sqlite.Documents;
using ActiveReach.Sqlite.Workspaces;
using ActiveReach.Workspaces;
using Contracts.Workspaces;
using Contracts.Access;

namespace ActiveReach.Sqlite.Tests.Access;

public sealed class SqliteAccessStoreTests : AccessStoreContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override Members Members => new(new SqliteDocuments(product.Database));

    protected override ApiKeys Keys => new(new SqliteDocuments(product.Database));

    protected override Sessions Sessions => new(new SqliteDocuments(product.Database));

    public void Dispose() => product.Dispose();
}

public sealed class SqliteStoreCheckTests : StoreCheckContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IStoreCheck Check => new SqliteStoreCheck(product.Database);

    public void Dispose() => product.Dispose();
}
