using ActiveReach.Audiences.Contacts;
using ActiveReach.Events;
using ActiveReach.Orders;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Events;
using ActiveReach.Sqlite.Orders;
using Contracts.Orders;

namespace ActiveReach.Sqlite.Tests.Orders;

public sealed class SqliteOrderTests : OrderStoreContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IOrderStore Orders => new SqliteOrderStore(product.Database);

    protected override IEventStore Events => new SqliteEventStore(product.Database);

    protected override IContactStore Contacts => new SqliteContactStore(product.Database);

    public void Dispose() => product.Dispose();
}
