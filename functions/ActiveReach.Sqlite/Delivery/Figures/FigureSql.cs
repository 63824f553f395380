using ActiveReach.Delivery;

namespace ActiveReach.Sqlite.Delivery.Figures;

/// <summary>The scans behind the figures: one a run. Each gives group, outcome (a number of <c>LedgerState</c>), reason of a skip, and
/// counts.</summary>
internal static class FigureSql
{
    private const string Counts = """
        count(*), sum(sent), sum(opened), sum(machine_opened), sum(clicked), sum(replied), sum(opted_out)
        """;

    /// <param name="many">Whether contacts of the run may have several rows, which then count once, with their best outcome.</param>
    public static string Scan(FigureGrouping by, bool many) => many && by != FigureGrouping.Channel ? ByContact(by) : ByRow(by);

    private static string ByRow(FigureGrouping by) => $"""
        SELECT {Group(by)}, l.state, CASE WHEN l.state = 7 THEN l.reason END, count(*), count(l.handed_at), count(l.opened_at),
            count(l.machine_opened_at), count(l.clicked_at), count(l.replied_at), count(l.opted_out_at)
        {From(by)} WHERE l.run = ?1 GROUP BY 1, 2, 3
        """;

    // Ranks: delivered 6, pending 5, uncertain 4, bounced 3, failed 2, skipped 1; turned back to a state outside.
    private static string ByContact(FigureGrouping by) => $"""
        SELECT g, CASE best WHEN 6 THEN 4 WHEN 5 THEN 3 WHEN 4 THEN 8 WHEN 3 THEN 5 WHEN 2 THEN 6 ELSE 7 END, CASE WHEN best = 1 THEN reason END, {Counts}
        FROM (
            SELECT min({Group(by)}) AS g,
                max(CASE l.state WHEN 4 THEN 6 WHEN 8 THEN 4 WHEN 5 THEN 3 WHEN 6 THEN 2 WHEN 7 THEN 1 ELSE 5 END) AS best,
                min(CASE WHEN l.state = 7 THEN l.reason END) AS reason,
                max(l.handed_at IS NOT NULL) AS sent, max(l.opened_at IS NOT NULL) AS opened, max(l.machine_opened_at IS NOT NULL) AS machine_opened,
                max(l.clicked_at IS NOT NULL) AS clicked, max(l.replied_at IS NOT NULL) AS replied, max(l.opted_out_at IS NOT NULL) AS opted_out
            {From(by)} WHERE l.run = ?1 GROUP BY l.contact)
        GROUP BY 1, 2, 3
        """;

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
