using ActiveReach.Azure.Delivery;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Delivery.Permits;
using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Stages;
using Contracts.Delivery;
using Contracts.Delivery.Permits;

namespace ActiveReach.Azure.Tests.Delivery;

public sealed class TablePlansTests : PlansContract, IAsyncLifetime
{
    private readonly TablesWorld tables = new();

    protected override IPlans Plans => new TablePlans(tables.Account, tables.Files, TimeProvider.System);

    public Task InitializeAsync() => tables.InitializeAsync();

    public Task DisposeAsync() => tables.DisposeAsync();
}

public sealed class TableActiveStagesTests : ActiveStagesContract, IAsyncLifetime
{
    private readonly TablesWorld tables = new();

    protected override IActiveStages Stages => new TableActiveStages(tables.Account, TimeProvider.System);

    public Task InitializeAsync() => tables.InitializeAsync();

    public Task DisposeAsync() => tables.DisposeAsync();
}

public sealed class TablePermitsTests : PermitsContract, IAsyncLifetime
{
    private readonly TablesWorld tables = new();

    public Task InitializeAsync() => tables.InitializeAsync();

    public Task DisposeAsync() => tables.DisposeAsync();

    protected override IPermits Open() => new TablePermits(tables.Account, Clock, TimeProvider.System);
}

public sealed class TableRunFenceTests : RunFenceContract, IAsyncLifetime
{
    private readonly TablesWorld tables = new();

    protected override ILedger Ledger => new TableLedger(tables.Account, TimeProvider.System);

    public Task InitializeAsync() => tables.InitializeAsync();

    public Task DisposeAsync() => tables.DisposeAsync();
}
