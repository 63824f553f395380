using ActiveReach.Delivery;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;

namespace Contracts.Delivery;

/// <summary>What a write of the ledger must be: within one shard of one run, and small enough for an entity group of a table store.</summary>
internal static class OneGroup
{
    public static void Check(RunId run, int shard, LedgerGroup group)
    {
        Assert.True(group.Run.Id == run && group.Batch.Shard == shard && (group.Stage?.Shard ?? shard) == shard, $"A write to shard {shard} of '{run}' changes another's heads.");
        Assert.All(group.ChangedRows, change => CheckPlace(run, shard, change.After));
        Assert.All(group.AddedBatches.SelectMany(batch => batch.Rows), row => CheckPlace(run, shard, row));
        Assert.True(group.Changes <= ILedger.MostChanges, $"A write of {group.Changes} entities: {group.ChangedRows.Count} rows changed, {group.AddedBatches.Sum(batch => batch.Rows.Count)} added, {group.AddedLate.Count} late reports.");
    }

    /// <summary>A batch whose rows are tried after others is written with their home rows, one of occurrences with a mark for each; besides them there are its head,
    /// its sums and the head of its shard.</summary>
    public static void Check(RunId run, int shard, NewBatch batch)
    {
        Assert.All(batch.Rows, row => CheckPlace(run, shard, row));
        Assert.All(batch.Rows.Select((row, index) => (row, index)), each => Assert.Equal((batch.Number.Value, each.index), (each.row.Address.Batch, each.row.Address.Row)));
        var homes = batch.Rows.Select(row => row.Home).OfType<RowPlace>().ToList();
        Assert.True(homes.Count == 0 || homes.Count == batch.Rows.Count, $"Batch {batch.Number.Value} mixes home rows with others.");
        Assert.True(homes.DistinctBy(home => home.Batch).Count() < 2, $"Batch {batch.Number.Value} comes from several home batches.");
        var occurrences = batch.Rows.Count(row => row.Home is null && row.Occurrence.Length > 0);
        var entities = batch.Rows.Count + homes.Count + occurrences + 3;
        Assert.True(entities <= ILedger.MostChanges, $"Batch {batch.Number.Value} is {entities} entities.");
    }

    private static void CheckPlace(RunId run, int shard, LedgerRow row) =>
        Assert.True(row.Address.Run == run && row.Address.Shard == shard, $"A write to shard {shard} of '{run}' changes row {row.Address}.");
}
