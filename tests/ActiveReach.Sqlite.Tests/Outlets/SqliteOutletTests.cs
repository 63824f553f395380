using ActiveReach.Audiences.Contacts;
using ActiveReach.Documents;
using ActiveReach.Events;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Sqlite.Events;
using ActiveReach.Sqlite.Outlets;
using Contracts.Outlets;

namespace ActiveReach.Sqlite.Tests.Outlets;

public sealed class SqliteOutletTests : OutletContactsContract, IDisposable
{
    private Audiences.TemporaryProduct product = new();

    protected override IDocuments Documents => product.Documents;

    protected override IOutletContacts OutletContacts => new SqliteOutletContacts(product.Database);

    protected override IContactStore Contacts => product.Contacts;

    protected override IEventStore Events => new SqliteEventStore(product.Database, product.Outlets);

    protected override void StartAfresh()
    {
        product.Dispose();
        product = new();
    }

    public void Dispose() => product.Dispose();
}
