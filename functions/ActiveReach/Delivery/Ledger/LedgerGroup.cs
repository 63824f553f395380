using ActiveReach.Ids;

namespace ActiveReach.Delivery.Ledger;

/// <summary>What a write to the ledger reads and changes: a batch, its shard's fence and stage, some of its rows and the home rows of those, all in one
/// shard. Sums follow the rows by themselves.</summary>
public sealed class LedgerGroup
{
    private readonly List<LedgerRow> rows;
    private readonly Dictionary<RowPlace, LedgerRow> homes;
    private readonly Dictionary<RowPlace, (LedgerRow Before, LedgerRow After)> changed = [];
    private readonly HashSet<(int Row, LedgerEventKind Kind)> known;
    private readonly List<LateReport> late = [];
    private readonly List<NewBatch> added = [];
    private readonly BatchHead stored;
    private readonly StageHead? storedStage;

    /// <param name="stage">Null before the stage is sealed.</param>
    /// <param name="homes">Home rows of the rows, where those are tried after one.</param>
    /// <param name="late">What came for the rows after the figures were final.</param>
    public LedgerGroup(
        LedgerRun run, Fence fence, BatchHead batch, StageHead? stage, IEnumerable<LedgerRow> rows, IEnumerable<LedgerRow> homes, IEnumerable<(int Row, LedgerEventKind Kind)> late)
    {
        Run = run;
        Fence = fence;
        Batch = stored = batch;
        Stage = storedStage = stage;
        this.rows = [.. rows];
        this.homes = homes.ToDictionary(home => home.Place);
        known = [.. late];
    }

    public LedgerRun Run { get; }

    public Fence Fence { get; }

    public BatchHead Batch { get; set; }

    public StageHead? Stage { get; set; }

    public IReadOnlyList<LedgerRow> Rows => rows;

    /// <summary>Sums as they change with the rows.</summary>
    public TallyChanges Tallies { get; } = new();

    public bool IsBatchChanged => !ReferenceEquals(Batch, stored);

    public bool IsStageChanged => !ReferenceEquals(Stage, storedStage);

    /// <summary>Rows that are to be written, home rows too, each as it was and as it is to be.</summary>
    public IReadOnlyCollection<(LedgerRow Before, LedgerRow After)> ChangedRows => changed.Values;

    public IReadOnlyList<LateReport> AddedLate => late;

    public IReadOnlyList<NewBatch> AddedBatches => added;

    /// <summary>Entities that are to be written, the sums of each batch being one: what a store has room for in a transaction.</summary>
    public int Changes => changed.Count + late.Count + added.Sum(batch => batch.Rows.Count + 2) + (IsBatchChanged ? 1 : 0) + (IsStageChanged ? 1 : 0)
        + (Tallies.IsEmpty ? 0 : changed.Values.Select(each => each.After.Address.Batch).Distinct().Count());

    /// <summary>Null where there is no such row.</summary>
    public LedgerRow? Find(int row) => IndexOf(row) is >= 0 and var index ? rows[index] : null;

    /// <summary>Whether its contact had another message on the same channel before it.</summary>
    public bool IsSecondTry(LedgerRow row) =>
        row.Home is { } place && homes[place] is var home && (home.Channel == row.Channel || home.Attempts.Any(attempt => attempt.Channel == row.Channel && attempt.Place != row.Place));

    /// <summary>Replaces a row; its batch, its home row and the sums follow.</summary>
    public void Change(LedgerRow row)
    {
        var index = IndexOf(row.Address.Row);
        var before = rows[index];
        rows[index] = row;
        Keep(before, row);
        Tallies.Replace(Counting.Attempt(before), Counting.Attempt(row));
        if (row.Home is { } place)
        {
            var home = homes[place];
            var attempt = row.AsAttempt();
            ChangeHome(home, home with { Attempts = [.. home.Attempts.Select(each => each.Place == row.Place ? attempt : each)] });
        }
        else
        {
            Tallies.Replace(Counting.Person(before), Counting.Person(row));
        }

        var settled = (before.IsUnsettled ? 1 : 0) - (row.IsUnsettled ? 1 : 0);
        var handed = row.HandedAt > (Batch.LastHandedAt ?? DateTimeOffset.MinValue) ? row.HandedAt : Batch.LastHandedAt;
        if (settled != 0 || handed != Batch.LastHandedAt)
            Batch = Batch with { Unsettled = Batch.Unsettled - settled, LastHandedAt = handed };
    }

    /// <summary>Notes that another attempt takes the place of a row's.</summary>
    public void Supersede(int row, Attempt next)
    {
        var former = rows[IndexOf(row)];
        if (former.Home is not { } place)
        {
            Change(former with { IsSuperseded = true, Attempts = [.. former.Attempts, next] });
            return;
        }

        Change(former with { IsSuperseded = true });
        ChangeHome(homes[place], homes[place] with { Attempts = [.. homes[place].Attempts, next] });
    }

    /// <summary>Adds a batch to the shard; the store refuses it when there is one of its number, or its stage is sealed.</summary>
    public void Add(NewBatch batch)
    {
        added.Add(batch);
        foreach (var row in batch.Rows)
            Tallies.Add(Counting.Attempt(row), 1);
    }

    /// <summary>Keeps a report beside its row; false when it is there.</summary>
    public bool AddLate(LateReport report)
    {
        if (!known.Add((report.Row, report.Kind)))
            return false;
        late.Add(report);
        return true;
    }

    /// <summary>Rows are read in order and mostly all of them: a row lies where its number says, or before.</summary>
    private int IndexOf(int row)
    {
        var index = rows.Count == 0 ? -1 : Math.Min(row - rows[0].Address.Row, rows.Count - 1);
        while (index >= 0 && rows[index].Address.Row > row)
            index--;
        return index >= 0 && rows[index].Address.Row == row ? index : -1;
    }

    private void ChangeHome(LedgerRow before, LedgerRow home)
    {
        homes[home.Place] = home;
        Keep(before, home);
        Tallies.Replace(Counting.Person(before), Counting.Person(home));
    }

    private void Keep(LedgerRow before, LedgerRow after) =>
        changed[after.Place] = (changed.TryGetValue(after.Place, out var first) ? first.Before : before, after);
}
