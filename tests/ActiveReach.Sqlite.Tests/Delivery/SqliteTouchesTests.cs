using ActiveReach.Delivery;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Sqlite.Delivery;
using ActiveReach.Sqlite.Delivery.Rows;

namespace ActiveReach.Sqlite.Tests.Delivery;

public sealed class SqliteTouchesTests : TouchesContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override ILedger Ledger => new SqliteLedger(product.Database);

    protected override ITouches Touches => new SqliteTouches(product.Database);

    public void Dispose() => product.Dispose();
}
