using ActiveReach.Azure.Accounts;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Delivery.Ledger;

/// <summary>The heads of batches, which lie together in each shard.</summary>
internal sealed class LedgerBatches(TableClient table)
{
    public async Task<IReadOnlyList<BatchHead>> FindAsync(RunId run, int shard, IReadOnlyList<BatchNumber> numbers, CancellationToken cancellation)
    {
        var found = await Task.WhenAll(numbers.Select(number => table.GetEntityIfExistsAsync<TableEntity>(LedgerKeys.Shard(run, shard), LedgerKeys.Head(number), BatchEntity.Head, cancellation)));
        return [.. found.Where(each => each.HasValue).Select(each => BatchEntity.ReadHead(shard, each.Value!))];
    }

    /// <summary>Those of a stage that are sent.</summary>
    public async Task<IReadOnlyList<BatchHead>> OfStageAsync(RunId run, int shard, int stage, CancellationToken cancellation) =>
        [.. (await RangeAsync(run, shard, BatchNumber.LastUnsentOf(stage), BatchNumber.LastOf(stage), "", BatchEntity.Head, cancellation)).Select(each => BatchEntity.ReadHead(shard, each))];

    /// <summary>Those behind one number, up to another, that are not done: of all shards, in order.</summary>
    public async Task<IReadOnlyList<BatchHead>> OpenAsync(LedgerRun run, BatchNumber after, BatchNumber last, CancellationToken cancellation)
    {
        var shards = await Task.WhenAll(Enumerable.Range(0, run.Shards).Select(async shard =>
            (await RangeAsync(run.Id, shard, after, last, $" and {BatchEntity.Open}", BatchEntity.Head, cancellation)).Select(each => BatchEntity.ReadHead(shard, each))));
        return [.. shards.SelectMany(each => each)];
    }

    public async Task<IReadOnlyList<BatchNumber>> AfterAsync(RunId run, int shard, BatchNumber? after, int limit, CancellationToken cancellation) =>
        [.. (await RangeAsync(run, shard, after ?? new BatchNumber(-1), BatchNumber.LastOf(Stage.Last), "", ["RowKey"], cancellation, limit)).Select(each => LedgerKeys.NumberOf(each.RowKey))];

    /// <summary>The sums of a run: those of all its batches. A shard of up to 1,000 batches is one request.</summary>
    public async Task<IReadOnlyList<Tally>> SumAsync(LedgerRun run, CancellationToken cancellation)
    {
        var sum = new StoredTally();
        foreach (var shard in await Task.WhenAll(Enumerable.Range(0, run.Shards).Select(shard => RangeAsync(run.Id, shard, new BatchNumber(-1), BatchNumber.LastOf(Stage.Last), "", BatchEntity.Sums, cancellation))))
        {
            foreach (var batch in shard)
                sum.Add(BatchEntity.ReadTally(batch).All);
        }

        return [.. sum.All.Select(each => new Tally(run.Id, each.Key, each.Value))];
    }

    private async Task<List<TableEntity>> RangeAsync(RunId run, int shard, BatchNumber after, BatchNumber last, string where, string[] select, CancellationToken cancellation, int limit = int.MaxValue)
    {
        var first = new BatchNumber(after.Value + 1);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {LedgerKeys.Shard(run, shard)} and RowKey ge {LedgerKeys.Head(first)} and RowKey le {LedgerKeys.Head(last)}");
        var found = new List<TableEntity>();
        await foreach (var entity in table.QueryAsync<TableEntity>(filter + where, Math.Min(limit, TableLimits.MostAPage), select, cancellation))
        {
            found.Add(entity);
            if (found.Count == limit)
                break;
        }

        return found;
    }
}
