using ActiveReach.Azure.Accounts;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using Azure;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Delivery.Ledger;

/// <summary>Adds batches that are planned and seals stages. Each batch is one write, with the head of its shard: so none is added that the fence doesn't admit
/// or a sealed stage has not counted.</summary>
internal sealed class LedgerPlanning(TableClient table, LedgerShards shards, LedgerBatches batches, ContactRows contacts, TimeProvider time)
{
    /// <returns>False when the fence doesn't admit planning.</returns>
    public async Task<bool> AddAsync(LedgerRun run, int shard, IReadOnlyList<NewBatch> planned)
    {
        await contacts.AddAsync(run, planned.SelectMany(batch => batch.Rows));
        foreach (var batch in planned)
        {
            if (!await AddAsync(run, shard, batch))
                return false;
        }

        return true;
    }

    /// <summary>Counts the batches of stages; what is counted stays.</summary>
    public Task SealAsync(LedgerRun run, int firstStage, int lastStage) => Task.WhenAll(Enumerable.Range(0, run.Shards).Select(shard =>
        shards.ChangeAsync(LedgerKeys.Shard(run.Id, shard), async head =>
        {
            var sealing = head ?? throw new InvalidOperationException($"Shard {shard} of run '{run.Id}' can't be sealed: it has no head.");
            foreach (var stage in Enumerable.Range(firstStage, lastStage - firstStage + 1).Where(stage => !head.Stages.ContainsKey(stage)))
                sealing = sealing.With(StageHead.Of(shard, stage, await batches.OfStageAsync(run.Id, shard, stage, CancellationToken.None)));
            return sealing;
        })));

    private async Task<bool> AddAsync(LedgerRun run, int shard, NewBatch planned)
    {
        var partition = LedgerKeys.Shard(run.Id, shard);

        // Rows that are tried after others go where those are; else it is seldom that an occurrence is known.
        var homes = planned.Rows.Any(row => row.Occurrence.Length > 0 && row.Home is not null) ? await HomesAsync(partition, planned) : [];
        for (var tries = new TableTries(time); ;)
        {
            try
            {
                if (await shards.ReadAsync(partition, CancellationToken.None) is not { ETag: { } etag, Fence.MayBePlanned: true })
                    return false;
                await Added(partition, shard, etag, planned.WithoutKnown(row => homes.TryGetValue((row.Contact, row.Occurrence), out var home) ? home : null)).SubmitAsync();
                return true;
            }
            catch (Exception error) when (tries.MayRepeat(error))
            {
                // Others have planned it, or we have and didn't hear.
                if ((await batches.FindAsync(run.Id, shard, [planned.Number], CancellationToken.None)).Count > 0)
                    return true;
                homes = await HomesAsync(partition, planned);
                await tries.PauseAsync();
            }
        }
    }

    private EntityGroup Added(string partition, int shard, ETag etag, NewBatch batch)
    {
        var sums = new TallyChanges();
        sums.Add(batch.Rows);
        var entities = new EntityGroup(table, partition);
        GroupStore.Add(entities, partition, shard, batch, new StoredTally().With(sums));
        foreach (var row in batch.Rows.Where(row => row.Home is null && row.Occurrence.Length > 0))
            entities.Add(EntityFields.New(partition, LedgerKeys.Occurrence(row.Contact, row.Occurrence)).With("batch", row.Address.Batch).With("row", row.Address.Row));
        entities.Touch(ShardEntity.Key(partition), etag);
        return entities;
    }

    /// <summary>The home rows of those occurrences that have one.</summary>
    private async Task<Dictionary<(ContactId Contact, string Occurrence), RowPlace>> HomesAsync(string partition, NewBatch batch)
    {
        var found = await Task.WhenAll(batch.Rows.Where(row => row.Occurrence.Length > 0).Select(row => (row.Contact, row.Occurrence)).Distinct().Select(async each =>
        {
            var entity = await table.GetEntityIfExistsAsync<TableEntity>(partition, LedgerKeys.Occurrence(each.Contact, each.Occurrence));
            return (Key: each, Home: entity.HasValue ? new RowPlace(entity.Value!.Number("batch"), entity.Value!.Number("row")) : (RowPlace?)null);
        }));
        return found.Where(each => each.Home is not null).ToDictionary(each => each.Key, each => each.Home!.Value);
    }
}
