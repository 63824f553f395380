using ActiveReach.Channels;
using ActiveReach.Ids;

namespace ActiveReach.Sqlite.Delivery;

/// <summary>What became of a message and what its contact did, as conditions on a row of the ledger: the same for figures, lists of recipients
/// and behaviour conditions (docs/figures.md has the definitions, <c>Deed</c> their names). Numbers of <c>LedgerState</c>: 3 handed,
/// 4 delivered, 5 bounced, 6 failed, 7 skipped, 8 uncertain.</summary>
internal static class DeedSql
{
    public const int DeliveredRank = 6;
    public const int PendingRank = 5;
    public const int UncertainRank = 4;
    public const int BouncedRank = 3;
    public const int FailedRank = 2;
    public const int SkippedRank = 1;

    /// <summary>Of several messages to a contact the best outcome counts: the higher, the better.</summary>
    public static string Rank(string row) => $"CASE {row}.state WHEN 4 THEN 6 WHEN 8 THEN 4 WHEN 5 THEN 3 WHEN 6 THEN 2 WHEN 7 THEN 1 ELSE 5 END";

    /// <summary>A carrier took it.</summary>
    public static string Received(string row) => $"{row}.handed_at IS NOT NULL";

    /// <summary>A carrier took it, and nothing says that it didn't arrive.</summary>
    public static string Arrived(string row) => $"{row}.state IN (3, 4)";

    /// <summary>The contact reacted to it: clicked, replied, opted out, or wrote what a person has to read.</summary>
    /// <param name="until">What came later doesn't count; null: whatever has come.</param>
    public static string Answered(string row, string? until = null) => until is null
        ? $"coalesce({row}.clicked_at, {row}.replied_at, {row}.opted_out_at, {row}.held_at) IS NOT NULL"
        : $"({row}.clicked_at <= {until} OR {row}.replied_at <= {until} OR {row}.opted_out_at <= {until} OR {row}.held_at <= {until})";

    /// <summary>Of the attempts of which row <c>l</c> is one, another, <c>o</c>, fits.</summary>
    public static string OtherRow(string condition) => $"""
        EXISTS (SELECT 1 FROM ledger AS o INDEXED BY ledger_by_contact WHERE o.contact = l.contact AND o.run = l.run AND o.shard = l.shard
        AND coalesce(o.home_batch, o.batch) = coalesce(l.home_batch, l.batch) AND coalesce(o.home_row, o.row) = coalesce(l.home_row, l.row) AND {condition})
        """;

    /// <summary>Something that the run counts is credited to it.</summary>
    public static string Converted(string row) =>
        $"EXISTS (SELECT 1 FROM conversions AS v WHERE v.run = {row}.run AND v.shard = {row}.shard AND v.batch = {row}.batch AND v.row = {row}.row)";
}
