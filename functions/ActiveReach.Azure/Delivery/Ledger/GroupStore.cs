using System.Runtime.CompilerServices;
using ActiveReach.Azure.Accounts;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using Azure;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Delivery.Ledger;

/// <summary>Reads a group and writes what was changed of it. A batch is compared with what was read at every write, and each row that is written, for it may
/// be the home of a row that somebody else writes; the head of the shard only where a stage is counted on, because Tables can't compare without writing.</summary>
internal sealed class GroupStore(TableClient table, LedgerShards shards, MessageIds messages, ContactRows contacts)
{
    private readonly ConditionalWeakTable<LedgerGroup, StoredGroup> stored = [];

    /// <param name="known">The group as it was read or written once; what has changed since lets the write fail, so it needn't be read again. Only the fence
    /// is, unless nothing has been done since it was.</param>
    public async Task<StoredGroup?> ReadAsync(LedgerRun run, GroupScope scope, LedgerGroup? known, CancellationToken cancellation)
    {
        if (known is null || !stored.TryGetValue(known, out var last))
            return await ReadAsync(run, scope, cancellation);
        if (last.IsFresh)
            return last;
        var shard = await shards.ReadAsync(LedgerKeys.Shard(run.Id, scope.Shard), cancellation);
        return shard is { Fence.FinalAt: null } ? Remember(last.At(shard)) : await ReadAsync(run, scope, cancellation);
    }

    public async Task<StoredGroup?> ReadAsync(LedgerRun run, GroupScope scope, CancellationToken cancellation)
    {
        var partition = LedgerKeys.Shard(run.Id, scope.Shard);
        var head = shards.ReadAsync(partition, cancellation);
        var range = RangeAsync(partition, LedgerKeys.Batch(scope.Batch), scope.Last < scope.First ? LedgerKeys.Batch(scope.Batch) : LedgerKeys.Behind(new RowPlace(scope.Batch.Value, scope.Last)), cancellation);
        await Task.WhenAll(head, range);
        if (await head is not { } shard || await range is not [var first, .. var rest] || !LedgerKeys.IsBatch(first.RowKey))
            return null;
        var asked = rest.Where(entity => LedgerKeys.PlaceOf(entity.RowKey).Row >= scope.First).ToLookup(entity => LedgerKeys.IsRow(entity.RowKey));
        var rows = asked[true].Select(entity => (Row: RowEntity.Read(run, scope.Shard, entity), entity.ETag)).ToList();
        var late = asked[false].Select(entity => (LedgerKeys.PlaceOf(entity.RowKey).Row, LedgerKeys.KindOf(entity.RowKey)));
        var homes = await Task.WhenAll(rows.Select(each => each.Row.Home).OfType<RowPlace>().Distinct().GroupBy(home => home.Batch).Select(each => HomesAsync(run, scope.Shard, [.. each], cancellation)));
        return Remember(new StoredGroup(run, shard, BatchEntity.Read(scope.Shard, first), rows, homes.SelectMany(each => each), late));
    }

    /// <summary>Writes what was changed, all or nothing.</summary>
    /// <param name="write">Its id, which the batch keeps.</param>
    /// <exception cref="RequestFailedException">Somebody else has written since it was read, or nobody knows whether it was made.</exception>
    public async Task WriteAsync(StoredGroup read, string write)
    {
        var group = read.Group;
        var partition = LedgerKeys.Shard(group.Run.Id, group.Batch.Shard);
        if (group.AddedBatches.Any(added => read.Shard.Stages.ContainsKey(added.Number.Stage)))
            throw CanNotAdd(group);
        await messages.AddAsync(group);
        await contacts.AddAsync(group.Run, group.AddedBatches.SelectMany(batch => batch.Rows));
        var entities = new EntityGroup(table, partition);
        var batch = read.Batch.WrittenBy(write, group.Batch with { Version = group.Batch.Version + 1 }, group.Tallies);
        entities.Replace(BatchEntity.Write(partition, LedgerKeys.Batch(group.Batch.Number), batch), read.Batch.ETag);
        entities.Replace(BatchEntity.Write(partition, LedgerKeys.Head(group.Batch.Number), batch), ETag.All);
        foreach (var (before, after) in group.ChangedRows)
            entities.Replace(RowEntity.Write(partition, after), read.ETagOf(before));
        foreach (var late in group.AddedLate)
            entities.Add(Late(partition, group.Batch.Number, late));
        foreach (var added in group.AddedBatches)
            Add(entities, partition, group.Batch.Shard, added, new StoredTally());

        // Whoever seals the stage must see a batch that ends or comes just then.
        if (group is { IsStageChanged: true, Stage: { } stage })
            entities.Replace(ShardEntity.Write(partition, read.Shard.With(stage)), read.Shard.ETag!.Value);
        else if (group.AddedBatches.Count > 0 || group.Batch.IsDone != read.Batch.Head.IsDone)
            entities.Touch(ShardEntity.Key(partition), read.Shard.ETag!.Value);
        read.Keep(batch, await entities.SubmitAsync());
    }

    public static InvalidOperationException CanNotAdd(LedgerGroup group) => new(
        $"A batch can't be added to shard {group.Batch.Shard} of run '{group.Run.Id}' after batch {group.Batch.Number}: it is there, or its stage is sealed.");

    /// <summary>A batch with its rows.</summary>
    public static void Add(EntityGroup entities, string partition, int shard, NewBatch batch, StoredTally tally)
    {
        var begun = new StoredBatch(batch.Head(shard), tally, [], default);
        entities.Add(BatchEntity.Write(partition, LedgerKeys.Batch(batch.Number), begun));
        entities.Add(BatchEntity.Write(partition, LedgerKeys.Head(batch.Number), begun));
        foreach (var row in batch.Rows)
            entities.Add(RowEntity.Write(partition, row));
    }

    private async Task<IEnumerable<(LedgerRow Row, ETag ETag)>> HomesAsync(LedgerRun run, int shard, IReadOnlyCollection<RowPlace> homes, CancellationToken cancellation)
    {
        var (first, last) = (homes.MinBy(home => home.Row), homes.MaxBy(home => home.Row));
        var found = await RangeAsync(LedgerKeys.Shard(run.Id, shard), LedgerKeys.Row(first), LedgerKeys.Row(last), cancellation);
        return found.Where(entity => LedgerKeys.IsRow(entity.RowKey) && homes.Contains(LedgerKeys.PlaceOf(entity.RowKey))).Select(entity => (RowEntity.Read(run, shard, entity), entity.ETag));
    }

    private async Task<List<TableEntity>> RangeAsync(string partition, string first, string last, CancellationToken cancellation)
    {
        var found = new List<TableEntity>();
        await foreach (var entity in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey le {last}"), cancellationToken: cancellation))
            found.Add(entity);
        return found;
    }

    private StoredGroup Remember(StoredGroup group)
    {
        stored.Add(group.Group, group);
        return group;
    }

    private static TableEntity Late(string partition, BatchNumber batch, LateReport late) => EntityFields.New(partition, LedgerKeys.Late(new RowPlace(batch.Value, late.Row), late.Kind))
        .With("at", late.At)
        .With("reason", late.Reason);
}
