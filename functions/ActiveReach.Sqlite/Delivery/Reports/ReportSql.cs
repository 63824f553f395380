namespace ActiveReach.Sqlite.Delivery.Reports;

/// <summary>What a report does to its row. ?1 to ?4 are the address, ?5 the time, ?6 the reason. Numbers of <c>LedgerState</c>:
/// 0 planned, 2 calling, 3 handed, 4 delivered, 5 bounced, 6 failed, 7 skipped, 8 uncertain.</summary>
internal static class ReportSql
{
    private const string Row = "WHERE run = ?1 AND shard = ?2 AND batch = ?3 AND row = ?4";

    // A report proves that the provider took the message, whether its answer reached us or not. Without the time of sending no
    // reply would find the message.
    private const string WasHanded = "first_sent_at = coalesce(first_sent_at, ?5), handed_at = coalesce(handed_at, first_sent_at, ?5)";

    public const string Delivered = $"UPDATE ledger SET state = 4, reason = NULL, delivered_at = ?5, {WasHanded} {Row} AND state NOT IN (4, 7)";
    public const string Bounced = $"UPDATE ledger SET state = 5, reason = ?6, {WasHanded} {Row} AND state IN (2, 3, 6, 8)";
    public const string Failed = $"UPDATE ledger SET state = 6, reason = ?6, {WasHanded} {Row} AND state IN (2, 3, 8)";

    public const string FirstOpened = $"UPDATE ledger SET opened_at = ?5, {Engaged} {Row} AND opened_at IS NULL AND state NOT IN (0, 7)";
    public const string FirstMachineOpened = $"UPDATE ledger SET machine_opened_at = ?5, {Engaged} {Row} AND machine_opened_at IS NULL AND state NOT IN (0, 7)";
    public const string FirstClicked = $"UPDATE ledger SET clicked_at = ?5, {Engaged} {Row} AND clicked_at IS NULL AND state NOT IN (0, 7)";
    public const string FirstReplied = $"UPDATE ledger SET replied_at = ?5, {Engaged} {Row} AND replied_at IS NULL AND state NOT IN (0, 7)";
    public const string FirstOptedOut = $"UPDATE ledger SET opted_out_at = ?5, {Engaged} {Row} AND opted_out_at IS NULL AND state NOT IN (0, 7)";

    public const string EarlierOpened = $"UPDATE ledger SET opened_at = ?5 {Row} AND opened_at > ?5";
    public const string EarlierMachineOpened = $"UPDATE ledger SET machine_opened_at = ?5 {Row} AND machine_opened_at > ?5";
    public const string EarlierClicked = $"UPDATE ledger SET clicked_at = ?5 {Row} AND clicked_at > ?5";
    public const string EarlierReplied = $"UPDATE ledger SET replied_at = ?5 {Row} AND replied_at > ?5";
    public const string EarlierOptedOut = $"UPDATE ledger SET opted_out_at = ?5 {Row} AND opted_out_at > ?5";

    /// <summary>Whoever opens, clicks or answers has got the message: what was in doubt or uncertain was handed over.</summary>
    private const string Engaged = $"state = CASE WHEN state IN (2, 8) THEN 3 ELSE state END, {WasHanded}";
}
