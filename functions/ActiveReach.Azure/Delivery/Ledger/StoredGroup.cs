using ActiveReach.Delivery;
using ActiveReach.Delivery.Ledger;
using Azure;

namespace ActiveReach.Azure.Delivery.Ledger;

/// <summary>A group with what its entities were when they were read or written last.</summary>
internal sealed class StoredGroup
{
    private readonly Dictionary<RowPlace, ETag> etags;
    private readonly Dictionary<RowPlace, LedgerRow> homes;

    public StoredGroup(LedgerRun run, StoredShard shard, StoredBatch batch, IEnumerable<(LedgerRow Row, ETag ETag)> rows, IEnumerable<(LedgerRow Row, ETag ETag)> homes, IEnumerable<(int Row, LedgerEventKind Kind)> late)
    {
        (Shard, Batch) = (shard, batch);
        var (own, others) = (rows.ToList(), homes.ToList());
        etags = own.Concat(others).ToDictionary(each => each.Row.Place, each => each.ETag);
        this.homes = others.ToDictionary(each => each.Row.Place, each => each.Row);
        Group = new LedgerGroup(run, shard.Fence, batch.Head, StageOf(shard, batch), own.Select(each => each.Row), others.Select(each => each.Row), late);
    }

    public LedgerGroup Group { get; }

    public StoredShard Shard { get; }

    public StoredBatch Batch { get; private set; }

    /// <summary>Whether nothing has been written of it since it was read.</summary>
    public bool IsFresh { get; private set; } = true;

    public bool IsChanged => Group is { IsBatchChanged: true } or { IsStageChanged: true } or { ChangedRows.Count: > 0 } or { AddedLate.Count: > 0 } or { AddedBatches.Count: > 0 };

    public ETag ETagOf(LedgerRow row) => etags[row.Place];

    /// <summary>The same with a newer head of its shard, to decide about what is known.</summary>
    public StoredGroup At(StoredShard shard) => new(Group.Run, shard, Batch, Group.Rows.Select(Tagged), homes.Values.Select(Tagged), []);

    /// <summary>Its write was made.</summary>
    /// <param name="written">The new ETags by row key.</param>
    public void Keep(StoredBatch batch, IReadOnlyDictionary<string, ETag> written)
    {
        foreach (var (_, row) in Group.ChangedRows)
        {
            etags[row.Place] = written[LedgerKeys.Row(row.Place)];
            if (homes.ContainsKey(row.Place))
                homes[row.Place] = row;
        }

        Batch = batch with { ETag = written[LedgerKeys.Batch(batch.Head.Number)] };
        Group.Batch = batch.Head;
        IsFresh = false;
    }

    private (LedgerRow Row, ETag ETag) Tagged(LedgerRow row) => (row, etags[row.Place]);

    private static StageHead? StageOf(StoredShard shard, StoredBatch batch) => shard.Stages.GetValueOrDefault(batch.Head.Number.Stage);
}
