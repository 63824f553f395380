using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Engagement;
using ActiveReach.Sqlite.Events;
using ActiveReach.Sqlite.Orders;
using Contracts.Events;

namespace ActiveReach.Sqlite.Tests.Events;

public sealed class SqlitePersonEventsTests : PersonEventsContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override PersonStores Stores => new(
        new SqliteEventStore(product.Database), new SqliteOrderStore(product.Database), new SqliteReplyStore(product.Database), new SqliteContactStore(product.Database));

    public void Dispose() => product.Dispose();
}
