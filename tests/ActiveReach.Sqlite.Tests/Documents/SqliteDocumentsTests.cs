using ActiveReach.Documents;
using ActiveReach.Sqlite.Documents;
using Contracts.Documents;

namespace ActiveReach.Sqlite.Tests.Documents;

public sealed class SqliteDocumentsTests : DocumentQueryContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IDocuments Documents => new SqliteDocuments(product.Database);

    public void Dispose() => product.Dispose();
}

public sealed class MemoryDocumentsTests : DocumentQueryContract
{
    protected override IDocuments Documents { get; } = new MemoryDocuments();
}
