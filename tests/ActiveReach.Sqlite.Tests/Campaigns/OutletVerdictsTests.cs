using ActiveReach.Documents;
using ActiveReach.Sqlite.Documents;
using Contracts.Documents;
using Contracts.Campaigns;

namespace ActiveReach.Sqlite.Tests.Campaigns;

public sealed class SqliteOutletVerdictsTests : OutletVerdictsContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IDocuments Documents => new SqliteDocuments(product.Database);

    public void Dispose() => product.Dispose();
}

public sealed class MemoryOutletVerdictsTests : OutletVerdictsContract
{
    protected override IDocuments Documents { get; } = new MemoryDocuments();
}
