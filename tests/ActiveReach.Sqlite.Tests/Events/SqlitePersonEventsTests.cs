using ActiveReach.Audiences.Contacts;
using ActiveReach.Events;
using ActiveReach.Orders;
using ActiveReach.Replies;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Engagement;
using ActiveReach.Sqlite.Events;
using ActiveReach.Sqlite.Orders;
using Contracts.Events;

namespace ActiveReach.Sqlite.Tests.Events;

public sealed class SqlitePersonEventsTests : PersonEventsContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IEventStore Events => new SqliteEventStore(product.Database);

    protected override IOrderStore Orders => new SqliteOrderStore(product.Database);

    protected override IReplyStore Replies => new SqliteReplyStore(product.Database);

    protected override IContactStore Contacts => new SqliteContactStore(product.Database);

    public void Dispose() => product.Dispose();
}
