using ActiveReach.Delivery.Sending;
using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery.Sending;

/// <summary>Gives a claim back; a batch without unsettled rows is done and leaves its shard's counter.</summary>
internal static class BatchEnd
{
    public static BatchSettlement Write(
        WriteSession session, long run, BatchNumber batch, int unsettled, long? lastHandedAt, DateTimeOffset? notBefore, bool isHeld = false)
    {
        var isDone = unsettled == 0;
        session.Prepare("""
            UPDATE ledger_batches SET unsettled = ?4, done = ?5, owner = NULL, lease_until = NULL, not_before = ?6, deferred = ?7
            WHERE run = ?1 AND shard = ?2 AND batch = ?3
            """)
            .Bind(1, run).Bind(2, batch.Shard).Bind(3, batch.Value).Bind(4, unsettled).Bind(5, isDone).Bind(6, isDone ? null : notBefore).Bind(7, isHeld && !isDone).Execute();
        if (!isDone)
            return new BatchSettlement(false, unsettled, Remaining(session, run, batch));

        var shard = session.Prepare("""
            UPDATE ledger_shards SET remaining = remaining - 1, last_handed_at = max(coalesce(last_handed_at, ?4), coalesce(?4, last_handed_at))
            WHERE run = ?1 AND stage = ?2 AND shard = ?3 RETURNING remaining
            """)
            .Bind(1, run).Bind(2, batch.Stage).Bind(3, batch.Shard).Bind(4, lastHandedAt);
        return new BatchSettlement(true, 0, ReadRemaining(shard));
    }

    public static int Remaining(ReadSession session, long run, BatchNumber batch) => ReadRemaining(
        session.Prepare("SELECT remaining FROM ledger_shards WHERE run = ?1 AND stage = ?2 AND shard = ?3")
            .Bind(1, run).Bind(2, batch.Stage).Bind(3, batch.Shard));

    /// <summary>A shard that has not been counted yet (its plan is not sealed) has more than nothing left.</summary>
    private static int ReadRemaining(Statement row)
    {
        var remaining = row.Step() ? row.GetInt32(0) : int.MaxValue;
        row.Reset();
        return remaining;
    }
}
