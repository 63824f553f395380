using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Engagement;
using ActiveReach.Sqlite.Events;
using ActiveReach.Sqlite.Orders;
using Contracts.Events;
using Contracts.Retention;

namespace ActiveReach.Sqlite.Tests.Retention;

public sealed class SqliteRetentionTests : RetentionContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override PersonStores Stores => new(
        new SqliteEventStore(product.Database), new SqliteOrderStore(product.Database), new SqliteReplyStore(product.Database), new SqliteContactStore(product.Database));

    public void Dispose() => product.Dispose();
}
