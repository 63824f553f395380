using ActiveReach.Delivery;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Delivery.Rows;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery;

/// <summary>The ledger on SQLite: a write of a group is a transaction, and many share a commit.</summary>
public sealed class SqliteLedger(Database database) : ILedger
{
    private readonly LedgerRuns runs = new();

    public async Task<LedgerRun> OpenAsync(LedgerRun run, Fence fence, CancellationToken cancellation = default)
    {
        await database.WriteAsync(session => LedgerRuns.Add(session, run, fence), cancellation);
        return (await FindRunAsync(run.Id, cancellation))!;
    }

    public Task<LedgerRun?> FindRunAsync(RunId run, CancellationToken cancellation = default) =>
        database.ReadAsync(session => runs.Find(session, run)?.Run, cancellation);

    public async Task<T?> ChangeAsync<T>(KnownBatch batch, Func<LedgerGroup, T> decide, CancellationToken cancellation = default)
    {
        // What was written in a transaction that fails after all must not be known.
        var known = batch.Group;
        batch.Group = null;
        (batch.Group, var answer) = await database.WriteAsync<(LedgerGroup?, T?)>(session =>
        {
            if (runs.Find(session, batch.Scope.Run) is not { } run || GroupRows.Read(session, run, batch.Scope, known) is not { } group)
                return default;
            var answer = decide(group);
            GroupRows.Write(session, run, batch.Scope.Shard, group);
            return (group, answer);
        }, cancellation);
        return answer;
    }

    public Task<LedgerGroup?> ReadAsync(GroupScope scope, CancellationToken cancellation = default) =>
        database.ReadAsync(session => runs.Find(session, scope.Run) is { } run ? GroupRows.Read(session, run, scope) : null, cancellation);

    public Task<bool> AddAsync(RunId run, int shard, IReadOnlyList<NewBatch> batches, CancellationToken cancellation = default) => database.WriteAsync(session =>
    {
        var keyed = runs.Require(session, run);
        if (!LedgerRuns.FenceOf(session, keyed.Key).MayBePlanned)
            return false;
        var sums = new TallyChanges();
        foreach (var planned in batches)
        {
            var batch = planned.WithoutKnown(row => RowReader.HomeOf(session, keyed.Key, row));
            if (GroupRows.TryAdd(session, keyed.Key, shard, batch))
                sums.Add(batch.Rows);
        }

        TallyRows.Add(session, keyed.Key, sums);
        return true;
    }, cancellation);

    public Task SealAsync(RunId run, int firstStage, int lastStage, CancellationToken cancellation = default) => database.WriteAsync(session =>
    {
        var keyed = runs.Require(session, run);
        for (var stage = firstStage; stage <= lastStage; stage++)
            HeadRows.Seal(session, keyed, stage);
    }, cancellation);

    public Task<IReadOnlyList<StageHead>?> StageAsync(RunId run, int stage, CancellationToken cancellation = default) => database.ReadAsync<IReadOnlyList<StageHead>?>(session =>
    {
        if (runs.Find(session, run) is not { } keyed || !HeadRows.IsSealed(session, keyed.Key, stage))
            return null;
        var found = new List<StageHead>();
        var row = session.Prepare("SELECT shard, batches, remaining, last_handed_at FROM ledger_stages WHERE run = ?1 AND stage = ?2 AND batches > 0").Bind(1, keyed.Key).Bind(2, stage);
        while (row.Step())
            found.Add(new StageHead(row.GetInt32(0), stage, row.GetInt32(1), row.GetInt32(2), row.GetNullableTime(3)));
        return found;
    }, cancellation);

    public Task<IReadOnlyList<BatchHead>> OpenBatchesAsync(RunId run, int stage, CancellationToken cancellation = default) =>
        OpenBatchesAsync(run, BatchNumber.LastUnsentOf(stage), BatchNumber.LastOf(stage), cancellation);

    public Task<IReadOnlyList<BatchHead>> OpenBatchesAsync(RunId run, CancellationToken cancellation = default) =>
        OpenBatchesAsync(run, default, BatchNumber.LastOf(Stage.Last), cancellation);

    public Task<IReadOnlyList<BatchHead>> BatchesAsync(RunId run, int shard, IReadOnlyList<BatchNumber> numbers, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<BatchHead>>(session =>
            runs.Find(session, run) is { } keyed ? [.. numbers.Select(number => HeadRows.Find(session, keyed.Key, shard, number)).OfType<BatchHead>()] : [], cancellation);

    public Task<IReadOnlyList<BatchNumber>> BatchesAfterAsync(RunId run, int shard, BatchNumber? after, int limit, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<BatchNumber>>(session =>
        {
            var found = new List<BatchNumber>();
            var row = session.Prepare("SELECT batch FROM ledger_batches WHERE run = ?1 AND shard = ?2 AND batch > ?3 ORDER BY batch LIMIT ?4")
                .Bind(1, runs.Require(session, run).Key).Bind(2, shard).Bind(3, after?.Value ?? -1).Bind(4, limit);
            while (row.Step())
                found.Add(new BatchNumber(row.GetInt32(0)));
            return found;
        }, cancellation);

    public Task<IReadOnlyList<AddressClaim>> ClaimAddressesAsync(RunId run, IReadOnlyList<AddressClaim> claims, CancellationToken cancellation = default) =>
        database.WriteAsync<IReadOnlyList<AddressClaim>>(session =>
        {
            var key = runs.Require(session, run).Key;
            var insert = session.Prepare("INSERT OR IGNORE INTO ledger_addresses (run, address, contact, shard, batch, row, occurrence) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)").Bind(1, key);
            return
            [
                .. claims.Select(claim =>
                    insert.Bind(2, claim.Key).Bind(3, claim.Contact.Value).Bind(4, claim.Row.Shard).Bind(5, claim.Row.Batch).Bind(6, claim.Row.Row).Bind(7, claim.Occurrence).Execute() == 1
                        ? claim
                        : session.Prepare("SELECT contact, shard, batch, row FROM ledger_addresses WHERE run = ?1 AND address = ?2 AND occurrence = ?3").Bind(1, key).Bind(2, claim.Key).Bind(3, claim.Occurrence)
                            .First(row => claim with { Contact = new ContactId(row.GetInt64(0)), Row = new LedgerAddress(run, row.GetInt32(1), row.GetInt32(2), row.GetInt32(3)) })),
            ];
        }, cancellation);

    public Task<LedgerRow?> FindAsync(LedgerAddress address, CancellationToken cancellation = default) => database.ReadAsync(
        session => runs.Find(session, address.Run) is { } run ? RowReader.Find(session, run, address.Shard, new RowPlace(address.Batch, address.Row))?.Shown() : null, cancellation);

    public Task<LedgerRow?> FindByMessageIdAsync(WorkspaceId workspace, string messageId, CancellationToken cancellation = default) => database.ReadAsync(session =>
    {
        foreach (var (key, place) in MessageIndex.Candidates(session, messageId))
        {
            var id = session.Prepare("SELECT run FROM ledger_runs WHERE key = ?1 AND workspace = ?2").Bind(1, key).Bind(2, workspace.Value).First(row => row.GetString(0));
            if (id is not null && runs.Find(session, new RunId(id)) is { } run
                && RowReader.Find(session, run, LedgerPlace.Shard(place), new RowPlace(LedgerPlace.Batch(place), LedgerPlace.Row(place))) is { } found && found.MessageId == messageId)
                return found;
        }

        return null;
    }, cancellation);

    public Task<IReadOnlyList<Tally>> TalliesAsync(RunId run, CancellationToken cancellation = default) =>
        database.ReadAsync(session => runs.Find(session, run) is { } keyed ? TallyRows.Read(session, keyed) : [], cancellation);

    public Task RaiseAsync(RunId run, Fence fence, CancellationToken cancellation = default) => database.WriteAsync(session => LedgerRuns.Raise(session, run, fence), cancellation);

    public Task<Fence?> FenceAsync(RunId run, CancellationToken cancellation = default) =>
        database.ReadAsync<Fence?>(session => runs.Find(session, run) is { } keyed ? LedgerRuns.FenceOf(session, keyed.Key) : null, cancellation);

    private Task<IReadOnlyList<BatchHead>> OpenBatchesAsync(RunId run, BatchNumber after, BatchNumber last, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<BatchHead>>(session => runs.Find(session, run) is { } keyed
            ? HeadRows.All(session.Prepare($"SELECT {HeadRows.BatchColumns} FROM ledger_batches WHERE run = ?1 AND batch > ?2 AND batch <= ?3 AND done = 0 ORDER BY shard, batch")
                .Bind(1, keyed.Key).Bind(2, after.Value).Bind(3, last.Value))
            : [], cancellation);
}
