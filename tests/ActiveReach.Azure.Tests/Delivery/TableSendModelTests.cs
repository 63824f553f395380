using ActiveReach.Azure.Delivery;
using ActiveReach.Ids;
using Azure;
using Azure.Data.Tables;
using Azure.Emulators.Faults;
using Contracts.Delivery;
using Contracts.Delivery.Model;

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
            ledger, new TablePlans(world.Account, world.Files, TimeProvider.System), new TableActiveStages(world.Account, TimeProvider.System), (from, to) => MergeAsync(world.AnotherInstance().Ledger, from, to));
    }

    private static async Task MergeAsync(TableClient ledger, ContactId from, ContactId to)
    {
        await foreach (var row in ledger.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"contact eq {from.Value}")))
            await ledger.UpdateEntityAsync(new TableEntity(row.PartitionKey, row.RowKey) { ["contact"] = to.Value }, ETag.All);
    }
}
