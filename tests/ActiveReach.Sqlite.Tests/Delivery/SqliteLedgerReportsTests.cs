using ActiveReach.Sqlite.Delivery;
using ActiveReach.Sqlite.Delivery.Permits;
using ActiveReach.Sqlite.Delivery.Rows;
using ActiveReach.Sqlite.Tests.Delivery.World;
using Contracts.Delivery.Reports;
using Contracts.Delivery.World;

namespace ActiveReach.Sqlite.Tests.Delivery;

public sealed class SqliteLedgerReportsTests : LedgerReportsContract, IDisposable
{
    private readonly DeliveryWorld file = new(new People());
    private SendWorld? world;

    protected override SendWorld World => world ??= new SendWorld(
        new SendStores(
            file.Store, file.Rows, file.Plans, new SqliteActiveStages(file.Database), new SqlitePermits(file.Database, file.Clock), new SqliteTouches(file.Database), file.Conversions),
        file.Clock);

    public void Dispose() => file.Dispose();
}
