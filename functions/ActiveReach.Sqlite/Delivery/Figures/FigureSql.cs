using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Ids;

namespace ActiveReach.Sqlite.Delivery.Figures;

/// <summary>The scans behind the figures: one a run (?1 = its key, ?2 = whether its reply window is over). Each gives group, outcome (a number of
/// <c>LedgerState</c>), reason of a skip, and counts in the order of <see cref="FigureTally"/>.</summary>
internal static class FigureSql
{
    private static readonly string[] Names =
        ["sent", "opened", "machine_opened", "clicked", "machine_clicked", "replied", "opted_out", "openable", "answerable", "ignored", "converted"];

    /// <param name="many">Whether contacts of the run may have several rows, which then count once, with their best outcome.</param>
    /// <param name="converts">Whether the run has a conversion event.</param>
    public static string Scan(FigureGrouping by, bool many, bool converts) => many && by != FigureGrouping.Channel ? ByContact(by, converts) : ByRow(by, many, converts);

    private static string ByRow(FigureGrouping by, bool many, bool converts) => $"""
        SELECT {Group(by)}, l.state, CASE WHEN l.state = 7 THEN l.reason END, count(*), count(l.handed_at), count(l.opened_at), count(l.machine_opened_at),
            count(l.clicked_at), count(l.machine_clicked_at), count(l.replied_at), count(l.opted_out_at),
            count(*) FILTER (WHERE {DeedSql.DeliveredOn("l", ChannelAbilities.Openable)}), count(*) FILTER (WHERE {DeedSql.DeliveredOn("l", ChannelAbilities.Answerable)}),
            count(*) FILTER (WHERE ?2 AND {DeedSql.Arrived("l")} AND NOT {DeedSql.Answered("l")}{(many ? $" AND NOT {DeedSql.OtherRow(DeedSql.Answered("o"))}" : "")}), {(converts ? $"sum({Converted})" : "0")}
        {From(by)} WHERE l.run = ?1 GROUP BY 1, 2, 3
        """;

    private static string ByContact(FigureGrouping by, bool converts) => $"""
        SELECT g, {DeedSql.StateOfBest}, CASE WHEN best = {DeedSql.SkippedRank} THEN reason END, count(*), {string.Join(", ", Names.Select(name => $"sum({name})"))}
        FROM (
            SELECT min({Group(by)}) AS g, max({DeedSql.Rank("l")}) AS best, min(CASE WHEN l.state = 7 THEN l.reason END) AS reason,
                max(l.handed_at IS NOT NULL) AS sent, max(l.opened_at IS NOT NULL) AS opened, max(l.machine_opened_at IS NOT NULL) AS machine_opened,
                max(l.clicked_at IS NOT NULL) AS clicked, max(l.machine_clicked_at IS NOT NULL) AS machine_clicked,
                max(l.replied_at IS NOT NULL) AS replied, max(l.opted_out_at IS NOT NULL) AS opted_out,
                max({DeedSql.DeliveredOn("l", ChannelAbilities.Openable)}) AS openable, max({DeedSql.DeliveredOn("l", ChannelAbilities.Answerable)}) AS answerable,
                ?2 AND max({DeedSql.Arrived("l")}) AND NOT max({DeedSql.Answered("l")}) AS ignored, {(converts ? $"max({Converted})" : "0")} AS converted
            {From(by)} WHERE l.run = ?1 GROUP BY l.contact)
        GROUP BY 1, 2, 3
        """;

    private static string Converted => $"EXISTS (SELECT 1 FROM ledger_runs AS r WHERE r.key = ?1 AND {DeedSql.Converted("l", "(SELECT key FROM audience_workspaces WHERE name = r.workspace)")})";

    private static string Group(FigureGrouping by) => by switch
    {
        FigureGrouping.None => "0",
        FigureGrouping.Channel => "l.channel",
        FigureGrouping.Variant => "l.variant",
        FigureGrouping.Outlet => "b.outlet",
        FigureGrouping.Run => "l.run",
        FigureGrouping.Stage => "l.batch >> 24",
        FigureGrouping.Hour => "l.handed_at / 3600000",
        _ => throw new ArgumentOutOfRangeException(nameof(by), by, "Figures can't be grouped by this."),
    };

    private static string From(FigureGrouping by) => by == FigureGrouping.Outlet
        ? "FROM ledger AS l JOIN ledger_batches AS b ON b.run = l.run AND b.shard = l.shard AND b.batch = l.batch"
        : "FROM ledger AS l";
}
