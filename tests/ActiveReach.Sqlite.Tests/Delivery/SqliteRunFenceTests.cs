using ActiveReach.Delivery.Ledger;
using ActiveReach.Sqlite.Delivery;

namespace ActiveReach.Sqlite.Tests.Delivery;

public sealed class SqliteRunFenceTests : RunFenceContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override ILedger Ledger => new SqliteLedger(product.Database);

    public void Dispose() => product.Dispose();
}
