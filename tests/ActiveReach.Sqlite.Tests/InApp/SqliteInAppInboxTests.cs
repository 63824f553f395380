using ActiveReach.Audiences.Contacts;
using ActiveReach.Documents;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Documents;
using Contracts.InApp;

namespace ActiveReach.Sqlite.Tests.InApp;

public sealed class SqliteInAppInboxTests : InAppInboxContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IDocuments Documents => new SqliteDocuments(product.Database);

    protected override IContactStore Contacts => new SqliteContactStore(product.Database);

    public void Dispose() => product.Dispose();
}
