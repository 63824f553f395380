using ActiveReach.Delivery.Permits;
using ActiveReach.Sqlite.Delivery.Permits;
using Contracts.Delivery.Permits;

namespace ActiveReach.Sqlite.Tests.Delivery;

public sealed class SqlitePermitsTests : PermitsContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IPermits Open() => new SqlitePermits(product.Database, Clock);

    public void Dispose() => product.Dispose();
}
