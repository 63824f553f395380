using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Permits;
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Stages;
using ActiveReach.Sqlite.Delivery;
using ActiveReach.Sqlite.Delivery.Permits;
using Contracts.Delivery.Permits;

namespace ActiveReach.Sqlite.Tests.Delivery;

public sealed class SqlitePlansTests : PlansContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IPlans Plans => new SqlitePlans(product.Database);

    public void Dispose() => product.Dispose();
}

public sealed class SqliteActiveStagesTests : ActiveStagesContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IActiveStages Stages => new SqliteActiveStages(product.Database);

    public void Dispose() => product.Dispose();
}

public sealed class SqliteRunFenceTests : RunFenceContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override ILedger Ledger => new SqliteLedger(product.Database);

    public void Dispose() => product.Dispose();
}

public sealed class SqlitePermitsTests : PermitsContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IPermits Open() => new SqlitePermits(product.Database, Clock);

    public void Dispose() => product.Dispose();
}
