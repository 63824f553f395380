using ActiveReach.Delivery;
using ActiveReach.Ids;

namespace ActiveReach.Sqlite.Delivery.Reports;

/// <summary>What a report does to its row. ?1 to ?4 are the address, ?5 the time, ?6 the reason or the rule, ?7 the number of the kind, ?8 the first
/// millisecond after the hand-over in which a person may come. Numbers of <c>LedgerState</c>: 0 planned, 2 calling, 3 handed, 4 delivered,
/// 5 bounced, 6 failed, 7 skipped, 8 uncertain.</summary>
internal sealed class ReportSql
{
    private const string Row = "WHERE run = ?1 AND shard = ?2 AND batch = ?3 AND row = ?4";

    // A report proves that the provider took the message, whether its answer reached us or not. Without the time of sending no
    // reply would find the message.
    private const string WasHanded = "first_sent_at = coalesce(first_sent_at, ?5), handed_at = coalesce(handed_at, first_sent_at, ?5)";

    /// <summary>A machine looked at the message, or somebody answered from its address: what was in doubt or uncertain was handed over.</summary>
    private const string Engaged = $"state = CASE WHEN state IN (2, 8) THEN 3 ELSE state END, {WasHanded}";

    /// <summary>Whoever opens or clicks has got the message by then, whatever the carrier reports, or doesn't.</summary>
    private const string Arrived = $"state = 4, reason = NULL, {ArrivedBy}, {WasHanded}";

    private const string ArrivedBy = "delivered_at = min(coalesce(delivered_at, ?5), ?5)";

    private const string InTime = "?5 - coalesce(handed_at, first_sent_at, 0) >= ?8";

    private static readonly Dictionary<LedgerEventKind, ReportSql> Kinds = new()
    {
        [LedgerEventKind.Delivered] = new("state NOT IN (4, 7)", $"state = 4, reason = NULL, delivered_at = ?5, {WasHanded}", $"{ArrivedBy} {Row} AND state = 4"),
        [LedgerEventKind.Bounced] = new("state IN (2, 3, 6, 8)", $"state = 5, reason = ?6, {WasHanded}", null),
        [LedgerEventKind.Failed] = new("state IN (2, 3, 8)", $"state = 6, reason = ?6, {WasHanded}", null),
        [LedgerEventKind.Opened] = Mark("opened_at", Arrived, InTime),
        [LedgerEventKind.MachineOpened] = Mark("machine_opened_at", rule: "machine_open_rule"),
        [LedgerEventKind.Clicked] = Mark("clicked_at", Arrived, InTime),
        [LedgerEventKind.MachineClicked] = Mark("machine_clicked_at", rule: "machine_click_rule"),
        [LedgerEventKind.Replied] = Mark("replied_at"),
        [LedgerEventKind.OptedOut] = Mark("opted_out_at"),
        [LedgerEventKind.Held] = Mark("held_at"),
    };

    private ReportSql(string isNews, string change, string? earlier)
    {
        First = $"UPDATE ledger SET {change} {Row} AND {isNews}";
        Earlier = earlier is null ? null : $"UPDATE ledger SET {earlier}";
        Late = $"INSERT OR IGNORE INTO ledger_late (run, shard, batch, row, kind, at, reason) SELECT run, shard, batch, row, ?7, ?5, ?6 FROM ledger {Row} AND {isNews}";
    }

    /// <summary>Changes the row where the report is news to it.</summary>
    public string First { get; }

    /// <summary>Of repeated engagement the first moment stays; null for what has no moment of its own.</summary>
    public string? Earlier { get; }

    /// <summary>Keeps the report beside the row where it would have been news to it.</summary>
    public string Late { get; }

    public static ReportSql Of(LedgerEventKind kind) =>
        Kinds.GetValueOrDefault(kind) ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind of event is not known.");

    private static ReportSql Mark(string column, string proves = Engaged, string? condition = null, string? rule = null)
    {
        var and = condition is null ? "" : $" AND {condition}";
        var (set, isEarlier) = rule is null
            ? ($"{column} = ?5", $"{column} > ?5")
            : ($"{column} = ?5, {rule} = ?6", $"({column} > ?5 OR ({column} = ?5 AND {rule} > ?6))");
        return new($"{column} IS NULL AND state NOT IN (0, 7){and}", $"{set}, {proves}", $"{set}{(proves == Arrived ? $", {ArrivedBy}" : "")} {Row} AND {isEarlier}{and}");
    }
}
