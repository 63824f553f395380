using ActiveReach.Audiences.Contacts;
using ActiveReach.Events;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Events;
using Contracts.Events;

namespace ActiveReach.Sqlite.Tests.Events;

public sealed class SqliteEventTests : EventStoreContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IEventStore Events => new SqliteEventStore(product.Database);

    protected override IContactStore Contacts => new SqliteContactStore(product.Database);

    public void Dispose() => product.Dispose();
}
