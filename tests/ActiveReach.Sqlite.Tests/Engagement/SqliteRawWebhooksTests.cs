using ActiveReach.Documents;
using ActiveReach.Sqlite.Documents;
using Contracts.Inbox;

namespace ActiveReach.Sqlite.Tests.Engagement;

public sealed class SqliteRawWebhooksTests : RawWebhooksContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IDocuments Documents => new SqliteDocuments(product.Database);

    public void Dispose() => product.Dispose();
}
