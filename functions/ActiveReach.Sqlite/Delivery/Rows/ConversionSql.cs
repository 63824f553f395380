using ActiveReach.Delivery;

namespace ActiveReach.Sqlite.Delivery.Rows;

/// <summary>Whoever did what the run ?1 counts as conversion: found from the event, so that a run is never read for it.</summary>
internal static class ConversionSql
{
    public static string Count(FigureGrouping by) => $"""
        SELECT g, count(*) FROM (
            SELECT {Group(by)} AS g, l.contact FROM ledger_runs AS r
            CROSS JOIN audience_workspaces AS w ON w.name = r.workspace
            CROSS JOIN event_types AS t ON t.workspace = w.key AND t.name = r.goal_event
            CROSS JOIN contact_events AS e ON e.type = t.key
            CROSS JOIN ledger AS l INDEXED BY ledger_by_contact ON l.contact = e.contact AND l.run = r.key
            WHERE r.key = ?1 AND l.handed_at IS NOT NULL AND e.at >= l.handed_at AND e.at <= l.handed_at + r.goal_window
            GROUP BY {(by is FigureGrouping.Channel ? "1, " : "")}l.contact)
        GROUP BY g
        """;

    private static string Group(FigureGrouping by) => by switch
    {
        FigureGrouping.Channel => "l.channel",
        FigureGrouping.Variant => "min(l.variant)",
        FigureGrouping.Outlet => "min(l.outlet)",
        FigureGrouping.Stage => "min(l.batch >> 24)",
        FigureGrouping.Hour => "min(l.handed_at / 3600000)",
        _ => "0",
    };
}
