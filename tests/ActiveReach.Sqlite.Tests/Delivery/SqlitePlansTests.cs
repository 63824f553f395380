using ActiveReach.Delivery.Planning;
using ActiveReach.Delivery.Stages;
using ActiveReach.Sqlite.Delivery;

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
