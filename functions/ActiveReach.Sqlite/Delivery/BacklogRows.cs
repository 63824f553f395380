using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Stages;
using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery;

/// <summary>What is left of the runs that are being sent, from their batches; the rule alone is a row's.</summary>
internal static class BacklogRows
{
    /// <summary>Bits 24 and up of a batch's number are its stage, the three below its channel.</summary>
    private const string Left = """
        SELECT k.run, b.batch >> 24, (b.batch >> 21) & 7, coalesce(s.lanes, 0) > 0,
            sum(CASE WHEN b.deferred = 1 AND b.not_before > ?2 THEN 0 ELSE b.unsettled END),
            sum(CASE WHEN b.deferred = 1 AND b.not_before > ?2 THEN b.unsettled ELSE 0 END),
            min(CASE WHEN b.deferred = 1 AND b.not_before > ?2 THEN b.not_before END),
            max(CASE WHEN b.deferred = 1 AND b.not_before > ?2 THEN b.not_before END),
            b.run
        FROM runs AS r CROSS JOIN ledger_runs AS k ON k.run = r.id CROSS JOIN ledger_batches AS b ON b.run = k.key
        LEFT JOIN ledger_stages AS s ON s.run = b.run AND s.stage = b.batch >> 24
        WHERE r.status = ?1 AND b.done = 0 AND (b.batch >> 21) & 7 > 0
        GROUP BY b.run, b.batch >> 21
        """;

    private const string Rule = """
        SELECT l.rule FROM ledger_batches AS b JOIN ledger AS l ON l.run = b.run AND l.shard = b.shard AND l.batch = b.batch
        WHERE b.run = ?1 AND b.batch >> 21 = ?2 >> 21 AND b.done = 0 AND b.not_before = ?3 AND l.state = 0 AND l.rule IS NOT NULL LIMIT 1
        """;

    public static List<Backlog> Read(ReadSession session, DateTimeOffset now)
    {
        var found = new List<(Backlog Backlog, long Run)>();
        var row = session.Prepare(Left).Bind(1, (int)RunStatus.Sending).Bind(2, now);
        while (row.Step())
        {
            found.Add((
                new Backlog(
                    new RunId(row.GetString(0)), row.GetInt32(1), row.GetChannel(2), row.GetBoolean(3),
                    row.GetInt64(4), row.GetInt64(5), row.GetNullableTime(6), row.GetNullableTime(7)),
                row.GetInt64(8)));
        }

        return found.ConvertAll(each => each.Backlog.From is { } from ? each.Backlog with { Rule = RuleOf(session, each.Backlog, each.Run, from) } : each.Backlog);
    }

    private static string? RuleOf(ReadSession session, Backlog backlog, long run, DateTimeOffset from) =>
        session.Prepare(Rule).Bind(1, run).Bind(2, BatchNumber.Of(backlog.Stage, backlog.Channel, 0).Value).Bind(3, from).First(row => row.GetNullableString(0));
}
