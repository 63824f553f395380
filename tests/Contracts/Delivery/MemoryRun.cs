using ActiveReach.Delivery;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;

namespace Contracts.Delivery;

/// <summary>What <see cref="MemoryLedger"/> keeps of a run.</summary>
internal sealed class MemoryRun(LedgerRun run, Fence fence)
{
    private readonly SortedDictionary<(int Shard, BatchNumber Number), BatchHead> batches = [];
    private readonly Dictionary<(int Shard, RowPlace Place), LedgerRow> rows = [];
    private readonly SortedDictionary<(int Stage, int Shard), StageHead> stages = [];
    private readonly Dictionary<TallyKey, long[]> tallies = [];
    private readonly Dictionary<(long Key, string Occurrence), AddressClaim> addresses = [];
    private readonly List<(int Shard, int Batch, LateReport Report)> late = [];

    public LedgerRun Run => run;

    public Fence Fence { get; private set; } = fence;

    public IEnumerable<BatchHead> Batches => batches.Values;

    public IEnumerable<StageHead> Stages => stages.Values;

    public IEnumerable<LedgerRow> Rows => rows.Values;

    public IReadOnlyList<Tally> Tallies => [.. tallies.Select(each => new Tally(run.Id, each.Key, [.. each.Value]))];

    public BatchHead? Find(int shard, BatchNumber number) => batches.GetValueOrDefault((shard, number));

    public LedgerRow? Find(int shard, RowPlace place) => rows.GetValueOrDefault((shard, place));

    public bool IsSealed(int stage) => stages.ContainsKey((stage, 0));

    /// <param name="known">Whose rows hold while nobody has written the batch since.</param>
    public LedgerGroup? Read(GroupScope scope, LedgerGroup? known = null)
    {
        if (Find(scope.Shard, scope.Batch) is not { } batch)
            return null;
        var found = known?.Batch.Version == batch.Version && known.Rows.All(row => row.Home is null)
            ? [.. known.Rows]
            : Enumerable.Range(scope.First, Math.Max(0, scope.Last - scope.First + 1)).Select(row => Find(scope.Shard, new RowPlace(scope.Batch.Value, row))).OfType<LedgerRow>().ToList();
        var homes = found.Select(row => row.Home).OfType<RowPlace>().Distinct().Select(home => Find(scope.Shard, home)!);
        var kept = Fence.FinalAt is null ? [] : late.Where(each => each.Shard == scope.Shard && each.Batch == scope.Batch.Value).Select(each => (each.Report.Row, each.Report.Kind));
        return new LedgerGroup(run, Fence, batch, stages.GetValueOrDefault((scope.Batch.Stage, scope.Shard)), found, [.. homes], kept);
    }

    public void Write(GroupScope scope, LedgerGroup group)
    {
        foreach (var batch in group.AddedBatches)
        {
            if (IsSealed(batch.Number.Stage) || batches.ContainsKey((scope.Shard, batch.Number)))
                throw new InvalidOperationException($"Batch {batch.Number.Value} can't be added to shard {scope.Shard} of run '{run.Id}': it is there, or its stage is sealed.");
        }

        foreach (var batch in group.AddedBatches)
            Put(scope.Shard, batch);
        foreach (var (_, after) in group.ChangedRows)
            rows[(scope.Shard, after.Place)] = after;
        late.AddRange(group.AddedLate.Select(report => (scope.Shard, scope.Batch.Value, report)));
        batches[(scope.Shard, scope.Batch)] = group.Batch;
        foreach (var number in group.ChangedRows.Select(each => new BatchNumber(each.After.Address.Batch)).Append(scope.Batch).Distinct())
            Touch(scope.Shard, number);
        group.Batch = batches[(scope.Shard, scope.Batch)];
        if (group is { IsStageChanged: true, Stage: { } stage })
            stages[(stage.Stage, stage.Shard)] = stage;
        Add(group.Tallies);
    }

    public void TryAdd(int shard, NewBatch planned)
    {
        if (batches.ContainsKey((shard, planned.Number)))
            return;
        var batch = planned.WithoutKnown(row => rows.Values.FirstOrDefault(known => known.Home is null && known.Contact == row.Contact && known.Occurrence == row.Occurrence)?.Place);
        Put(shard, batch);
        var sums = new TallyChanges();
        sums.Add(batch.Rows);
        Add(sums);
    }

    public void Seal(int stage)
    {
        if (IsSealed(stage))
            return;
        for (var shard = 0; shard < run.Shards; shard++)
            stages[(stage, shard)] = StageHead.Of(shard, stage, batches.Values.Where(batch => batch.Shard == shard));
    }

    public AddressClaim Claim(AddressClaim claim)
    {
        addresses.TryAdd((claim.Key, claim.Occurrence), claim);
        return addresses[(claim.Key, claim.Occurrence)];
    }

    public void Raise(Fence newer) => Fence = Fence.Raise(newer);

    public void Reassign(ContactId from, ContactId to)
    {
        foreach (var (place, row) in rows.Where(each => each.Value.Contact == from).ToList())
        {
            rows[place] = row with { Contact = to };
            Touch(place.Shard, new BatchNumber(place.Place.Batch));
        }
    }

    private void Touch(int shard, BatchNumber number) => batches[(shard, number)] = batches[(shard, number)] with { Version = batches[(shard, number)].Version + 1 };

    private void Put(int shard, NewBatch batch)
    {
        batches[(shard, batch.Number)] = batch.Head(shard);
        foreach (var row in batch.Rows)
            rows.Add((shard, row.Place), row);
    }

    private void Add(TallyChanges changes)
    {
        foreach (var (key, sums) in changes.All)
        {
            if (!tallies.TryGetValue(key, out var counts))
                tallies[key] = counts = new long[TallyChanges.Width];
            for (var index = 0; index < sums.Length; index++)
                counts[index] += sums[index];
        }
    }
}
