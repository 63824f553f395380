using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery;

/// <summary>Heads of batches and stages as rows.</summary>
internal static class HeadRows
{
    public const string BatchColumns =
        "shard, batch, rows, unsettled, done, claims, owner, lease_until, not_before, deferred, released, rule, last_handed_at, sender, trace, version";

    public static BatchHead ReadBatch(Statement row) => new()
    {
        Shard = row.GetInt32(0),
        Number = new BatchNumber(row.GetInt32(1)),
        Rows = row.GetInt32(2),
        Unsettled = row.GetInt32(3),
        IsDone = row.GetBoolean(4),
        Claims = row.GetInt64(5),
        Owner = row.GetNullableInt64(6),
        LeaseUntil = row.GetNullableTime(7),
        NotBefore = row.GetNullableTime(8),
        IsDeferred = row.GetBoolean(9),
        ReleasedIn = row.GetInt32(10),
        Rule = row.GetNullableString(11),
        LastHandedAt = row.GetNullableTime(12),
        Sender = row.GetNullableString(13),
        Trace = row.GetNullableString(14),
        Version = row.GetInt64(15),
    };

    public static BatchHead? Find(ReadSession session, long run, int shard, BatchNumber number) => session
        .Prepare($"SELECT {BatchColumns} FROM ledger_batches WHERE run = ?1 AND shard = ?2 AND batch = ?3")
        .Bind(1, run).Bind(2, shard).Bind(3, number.Value).First(ReadBatch);

    public static List<BatchHead> All(Statement row)
    {
        var found = new List<BatchHead>();
        while (row.Step())
            found.Add(ReadBatch(row));
        return found;
    }

    /// <summary>False when there is one of its number.</summary>
    public static bool TryAdd(WriteSession session, long run, BatchHead batch) => Bind(
        session.Prepare($"""
            INSERT OR IGNORE INTO ledger_batches (run, {BatchColumns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
            """), run, batch).Execute() == 1;

    public static void Write(WriteSession session, long run, BatchHead batch) => Bind(
        session.Prepare("""
            UPDATE ledger_batches SET rows = ?4, unsettled = ?5, done = ?6, claims = ?7, owner = ?8, lease_until = ?9, not_before = ?10, deferred = ?11,
                released = ?12, rule = ?13, last_handed_at = ?14, sender = ?15, trace = ?16, version = ?17
            WHERE run = ?1 AND shard = ?2 AND batch = ?3
            """), run, batch).Execute();

    /// <summary>Counts a write of its rows.</summary>
    public static void Touch(WriteSession session, long run, int shard, int batch) => session
        .Prepare("UPDATE ledger_batches SET version = version + 1 WHERE run = ?1 AND shard = ?2 AND batch = ?3").Bind(1, run).Bind(2, shard).Bind(3, batch).Execute();

    public static StageHead? FindStage(ReadSession session, long run, int stage, int shard) => session
        .Prepare("SELECT batches, remaining, last_handed_at FROM ledger_stages WHERE run = ?1 AND stage = ?2 AND shard = ?3")
        .Bind(1, run).Bind(2, stage).Bind(3, shard).First(row => new StageHead(shard, stage, row.GetInt32(0), row.GetInt32(1), row.GetNullableTime(2)));

    /// <summary>A sealed stage has a row for each shard, also for one without batches.</summary>
    public static bool IsSealed(ReadSession session, long run, int stage) =>
        session.Prepare("SELECT EXISTS (SELECT 1 FROM ledger_stages WHERE run = ?1 AND stage = ?2)").Bind(1, run).Bind(2, stage).Number() != 0;

    public static void Write(WriteSession session, long run, StageHead stage) => session
        .Prepare("UPDATE ledger_stages SET remaining = ?4, last_handed_at = ?5 WHERE run = ?1 AND stage = ?2 AND shard = ?3")
        .Bind(1, run).Bind(2, stage.Stage).Bind(3, stage.Shard).Bind(4, stage.Remaining).Bind(5, stage.LastHandedAt).Execute();

    public static void Seal(WriteSession session, KeyedRun run, int stage)
    {
        if (IsSealed(session, run.Key, stage))
            return;
        for (var shard = 0; shard < run.Run.Shards; shard++)
        {
            session.Prepare("""
                INSERT INTO ledger_stages (run, stage, shard, batches, remaining)
                SELECT ?1, ?2, ?3, count(*), coalesce(sum(done = 0), 0) FROM ledger_batches WHERE run = ?1 AND shard = ?3 AND batch > ?4 AND batch <= ?5
                """)
                .Bind(1, run.Key).Bind(2, stage).Bind(3, shard).Bind(4, BatchNumber.LastUnsentOf(stage).Value).Bind(5, BatchNumber.LastOf(stage).Value).Execute();
        }
    }

    private static Statement Bind(Statement statement, long run, BatchHead batch) => statement
        .Bind(1, run).Bind(2, batch.Shard).Bind(3, batch.Number.Value).Bind(4, batch.Rows).Bind(5, batch.Unsettled).Bind(6, batch.IsDone).Bind(7, batch.Claims)
        .Bind(8, batch.Owner).Bind(9, batch.LeaseUntil).Bind(10, batch.NotBefore).Bind(11, batch.IsDeferred).Bind(12, batch.ReleasedIn).Bind(13, batch.Rule)
        .Bind(14, batch.LastHandedAt).Bind(15, batch.Sender).Bind(16, batch.Trace).Bind(17, batch.Version);
}
