using ActiveReach.Campaigns;
using ActiveReach.Consent;
using ActiveReach.Delivery.Planning;
using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery;

/// <summary>Plans on SQLite: rows, batches and cursor of a chunk in one transaction.</summary>
public sealed class SqlitePlanLedger(Database database) : IPlanLedger
{
    public Task<PlanState> OpenAsync(Run run, int wave, CancellationToken cancellation = default) => database.WriteAsync(session =>
    {
        var many = wave > 0 || (run.Definition.Delivery == DeliveryMode.All && run.Definition.Channels.Count > 1);
        var key = RunKeys.FindOrAdd(session, run, many);
        session.Prepare("INSERT OR IGNORE INTO ledger_plans (run, wave, cursor, sealed, planned, skipped) VALUES (?1, ?2, 0, 0, 0, 0)")
            .Bind(1, key).Bind(2, wave).Execute();
        var row = session.Prepare("SELECT cursor, sealed, planned, skipped FROM ledger_plans WHERE run = ?1 AND wave = ?2").Bind(1, key).Bind(2, wave);
        row.Step();
        var state = new PlanState(row.GetInt64(0), row.GetBoolean(1), row.GetInt64(2), row.GetInt64(3), []);
        row.Reset();
        return state.IsSealed ? state : state with { Batches = OpenBatches(session, key) };
    }, cancellation);

    public Task<bool> AddAsync(PlanChunk chunk, CancellationToken cancellation = default) => database.WriteAsync(session =>
    {
        if (!RunGate.MayBePlanned(session, chunk.Run) || RunKeys.Of(session, chunk.Run) is not { } key || !MoveCursor(session, key, chunk))
            return false;
        AddRows(session, key, chunk.Rows);
        AddBatches(session, key, chunk.Batches);
        Supersede(session, key, chunk.Superseded);
        return true;
    }, cancellation);

    public Task SealAsync(RunId run, int wave, CancellationToken cancellation = default) => database.WriteAsync(session =>
    {
        var key = RunKeys.Of(session, run) ?? throw new InvalidOperationException($"The run '{run}' has no plan to seal.");
        if (session.Prepare("UPDATE ledger_plans SET sealed = 1 WHERE run = ?1 AND wave = ?2 AND sealed = 0").Bind(1, key).Bind(2, wave).Execute() == 0)
            return;
        for (var stage = wave == 0 ? Stage.TestSlice : Stage.Wave(wave); stage <= Stage.Wave(wave); stage++)
            CountShards(session, key, stage);
    }, cancellation);

    private static bool MoveCursor(WriteSession session, long key, PlanChunk chunk)
    {
        var skipped = chunk.Rows.LongCount(row => row.SkipReason is not null);
        return session.Prepare("""
            UPDATE ledger_plans SET cursor = ?4, planned = planned + ?5, skipped = skipped + ?6
            WHERE run = ?1 AND wave = ?2 AND cursor = ?3 AND sealed = 0
            """)
            .Bind(1, key).Bind(2, chunk.Wave).Bind(3, chunk.From).Bind(4, chunk.To).Bind(5, chunk.Rows.Count - skipped).Bind(6, skipped).Execute() == 1;
    }

    private static void AddRows(WriteSession session, long key, IReadOnlyList<PlannedRow> rows)
    {
        var insert = session.Prepare("""
            INSERT INTO ledger (run, shard, batch, row, contact, channel, state, variant, reason, rule)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            """).Bind(1, key);
        foreach (var row in rows)
        {
            insert.Bind(2, row.Batch.Shard).Bind(3, row.Batch.Value).Bind(4, row.Row).Bind(5, row.Contact.Value).Bind(6, row.Channel)
                .Bind(7, (int)(row.SkipReason is null ? LedgerState.Planned : LedgerState.Skipped))
                .Bind(8, row.Variant).Bind(9, row.SkipReason ?? (row.Rule is null ? null : SkipReason.QuietHours)).Bind(10, row.Rule).Execute();
        }
    }

    private static void AddBatches(WriteSession session, long key, IReadOnlyList<PlannedBatch> batches)
    {
        var upsert = session.Prepare("""
            INSERT INTO ledger_batches (run, shard, batch, outlet, rows, unsettled, done, not_before, deferred) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            ON CONFLICT DO UPDATE SET rows = excluded.rows, unsettled = excluded.unsettled
            """).Bind(1, key);
        foreach (var batch in batches)
        {
            upsert.Bind(2, batch.Number.Shard).Bind(3, batch.Number.Value).Bind(4, batch.Outlet).Bind(5, batch.Rows)
                .Bind(6, batch.Number.IsSent ? batch.Rows : 0).Bind(7, !batch.Number.IsSent).Bind(8, batch.NotBefore).Bind(9, batch.NotBefore is not null).Execute();
        }
    }

    private static void Supersede(WriteSession session, long key, IReadOnlyList<LedgerAddress> addresses)
    {
        var update = session.Prepare("UPDATE ledger SET superseded = 1 WHERE run = ?1 AND shard = ?2 AND batch = ?3 AND row = ?4").Bind(1, key);
        foreach (var address in addresses)
            update.Bind(2, address.Shard).Bind(3, address.Batch).Bind(4, address.Row).Execute();
    }

    private static void CountShards(WriteSession session, long key, int stage)
    {
        session.Prepare("""
            INSERT OR IGNORE INTO ledger_shards (run, stage, shard, batches, remaining, completed)
            SELECT run, ?2, shard, count(*), sum(done = 0), 0 FROM ledger_batches
            WHERE run = ?1 AND batch > ?3 AND batch <= ?4 GROUP BY shard
            """)
            .Bind(1, key).Bind(2, stage).Bind(3, LastUnsent(stage)).Bind(4, LastOf(stage)).Execute();
        session.Prepare("""
            INSERT OR IGNORE INTO ledger_stages (run, stage, lanes, epoch, open_shards)
            SELECT ?1, ?2, 0, 0, (SELECT count(*) FROM ledger_shards WHERE run = ?1 AND stage = ?2)
            """)
            .Bind(1, key).Bind(2, stage).Execute();
    }

    private static List<PlannedBatch> OpenBatches(ReadSession session, long key)
    {
        // Batches that can take more rows, and the last of each sequence, which tells the next number.
        var row = session.Prepare("""
            SELECT batch, outlet, rows, not_before FROM ledger_batches AS b WHERE run = ?1
            AND (rows < ?2 OR batch IN (SELECT max(batch) FROM ledger_batches WHERE run = ?1 GROUP BY batch >> 21))
            """).Bind(1, key).Bind(2, BatchNumber.MostRows);
        var batches = new List<PlannedBatch>();
        while (row.Step())
            batches.Add(new PlannedBatch(new BatchNumber(row.GetInt32(0)), row.GetNullableString(1), row.GetInt32(2), row.GetNullableTime(3)));
        return batches;
    }

    private static long LastUnsent(int stage) => BatchNumber.LastUnsentOf(stage).Value;

    private static long LastOf(int stage) => BatchNumber.LastOf(stage).Value;
}
