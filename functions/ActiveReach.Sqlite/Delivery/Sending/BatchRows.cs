using ActiveReach.Delivery.Sending;
using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery.Sending;

/// <summary>Writes the rows of one batch. Neighbouring rows with the same news are one statement: a whole batch that goes well
/// is written with two.</summary>
internal readonly struct BatchRows(WriteSession session, long run, BatchNumber batch)
{
    // Numbers of LedgerState: 0 planned, 2 calling, 3 handed, 4 delivered, 5 bounced, 6 failed, 7 skipped, 8 uncertain.
    private const string Rows = "WHERE run = ?1 AND shard = ?2 AND batch = ?3 AND row BETWEEN ?4 AND ?5";

    private const string MarkCalling = $"UPDATE ledger SET state = 2, first_sent_at = ?6, variant = coalesce(variant, ?7), reason = NULL {Rows} AND state = 0";

    // A report that came before the answer of the call is kept.
    private const string MarkHanded = $"""
        UPDATE ledger SET state = CASE WHEN state IN (0, 2, 8) THEN 3 ELSE state END, handed_at = coalesce(handed_at, ?6), message_id = ?7 {Rows}
        """;

    private const string MarkFailed = $"UPDATE ledger SET state = 6, reason = ?6, rule = NULL {Rows} AND state IN (0, 2)";

    private const string MarkSkipped = $"UPDATE ledger SET state = 7, reason = ?6, rule = ?7 {Rows} AND state = 0";

    private const string MarkDeferred = $"UPDATE ledger SET reason = ?6, rule = ?7 {Rows} AND state = 0";

    private const string MarkUncertain = $"UPDATE ledger SET state = 8 {Rows} AND state = 2";

    private const string MarkPlanned = $"UPDATE ledger SET state = 0, first_sent_at = NULL {Rows} AND state = 2";

    private const string Count = """
        SELECT count(*) FILTER (WHERE state IN (0, 2)), max(handed_at) FROM ledger WHERE run = ?1 AND shard = ?2 AND batch = ?3
        """;

    public void Call(CallingRows calling)
    {
        var start = 0;
        for (var index = 1; index <= calling.Rows.Count; index++)
        {
            if (index < calling.Rows.Count && calling.Rows[index] == calling.Rows[index - 1] + 1)
                continue;
            Between(MarkCalling, calling.Rows[start], calling.Rows[index - 1])
                .Bind(6, calling.FirstSentAt.ToUnixTimeMilliseconds()).Bind(7, calling.Winner).Execute();
            start = index;
        }
    }

    public void Record(IReadOnlyList<RowOutcome> outcomes)
    {
        var start = 0;
        for (var index = 1; index <= outcomes.Count; index++)
        {
            if (index < outcomes.Count && IsSameNews(outcomes[index - 1], outcomes[index]))
                continue;
            Record(outcomes[start], outcomes[index - 1].Row);
            start = index;
        }

        IndexIds(outcomes);
    }

    /// <summary>Rows that are planned or in doubt, and the last hand-over of the batch.</summary>
    public (int Unsettled, long? LastHandedAt) CountRows()
    {
        var row = Batch(Count);
        row.Step();
        var counted = (row.GetInt32(0), row.GetNullableInt64(1));
        row.Reset();
        return counted;
    }

    /// <summary>Settles whatever is left: what may have been sent is uncertain, the rest gets the state and reason.</summary>
    public void SettleAll(RowResult result, string reason)
    {
        Between(MarkUncertain, 0, BatchNumber.MostRows).Execute();
        Record(new RowOutcome(0, result, default, reason), BatchNumber.MostRows);
    }

    public Statement Batch(string sql) => session.Prepare(sql).Bind(1, run).Bind(2, batch.Shard).Bind(3, batch.Value);

    private void Record(RowOutcome outcome, int last)
    {
        switch (outcome.Result)
        {
            case RowResult.Handed:
                Between(MarkHanded, outcome.Row, last).Bind(6, outcome.At.ToUnixTimeMilliseconds()).Bind(7, outcome.MessageId).Execute();
                break;
            case RowResult.Failed:
                Between(MarkFailed, outcome.Row, last).Bind(6, outcome.Reason).Execute();
                break;
            case RowResult.Skipped:
                Between(MarkSkipped, outcome.Row, last).Bind(6, outcome.Reason).Bind(7, outcome.Rule).Execute();
                break;
            case RowResult.Deferred:
                Between(MarkDeferred, outcome.Row, last).Bind(6, outcome.Reason).Bind(7, outcome.Rule).Execute();
                break;
            case RowResult.Uncertain:
                Between(MarkUncertain, outcome.Row, last).Execute();
                break;
            default:
                Between(MarkPlanned, outcome.Row, last).Execute();
                break;
        }
    }

    private void IndexIds(IReadOnlyList<RowOutcome> outcomes)
    {
        var ids = outcomes.Count(outcome => outcome.MessageId is not null);
        if (ids == 0)
            return;
        var generation = MessageIndex.Reserve(session, ids);
        foreach (var outcome in outcomes)
        {
            if (outcome.MessageId is { } id)
                MessageIndex.Add(session, generation, run, batch, outcome.Row, id);
        }
    }

    private Statement Between(string sql, int first, int last) => Batch(sql).Bind(4, first).Bind(5, last);

    private static bool IsSameNews(RowOutcome one, RowOutcome next) =>
        next.Row == one.Row + 1 && next.Result == one.Result && next.At == one.At && next.MessageId is null && one.MessageId is null
        && string.Equals(next.Reason, one.Reason, StringComparison.Ordinal) && string.Equals(next.Rule, one.Rule, StringComparison.Ordinal);
}
