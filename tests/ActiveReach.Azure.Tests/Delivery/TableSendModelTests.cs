using ActiveReach.Azure.Delivery;
using ActiveReach.Azure.Delivery.Rows;
using Azure.Emulators.Faults;
using Contracts.Delivery;
using Contracts.Delivery.Model;
using Contracts.Delivery.World;

namespace ActiveReach.Azure.Tests.Delivery;

/// <summary>The model of chance on tables, where by chance somebody else was faster, a store is unavailable, a request is lost or its answer.</summary>
public sealed class TableSendModelTests : SendModelContract, IDisposable
{
    private readonly List<TablesWorld> worlds = [];

    protected override int Cases => 5;

    public void Dispose() => worlds.ForEach(world => world.Dispose());

    protected override ModelStores Open(Random random)
    {
        var world = new TablesWorld(new FaultsByChance(random, oneIn: 12));
        worlds.Add(world);
        world.InitializeAsync().GetAwaiter().GetResult();
        var ledger = new TableLedger(world.Account, TimeProvider.System);
        return new ModelStores(
            ledger, new TablePlans(world.Account, world.Files, TimeProvider.System), new TableActiveStages(world.Account, TimeProvider.System), (from, to) => new LedgerBelongings(world.AnotherInstance(), TimeProvider.System).MoveAsync(OneShop.Shop.Id, from, to));
    }
}
