namespace ActiveReach.Sqlite.Delivery.Rows;

/// <summary>Whoever did what the run ?1 counts as conversion: found from the events of the time in which one counts, so that neither the run nor all that
/// was ever done is read for it.</summary>
internal static class ConversionSql
{
    /// <summary>Contact, channel, stage, variant, outlet and hour of the hand-over; one row for each channel.</summary>
    public const string People = """
        SELECT l.contact, l.channel, min(l.batch >> 24), min(l.variant), min(l.outlet), min(l.handed_at / 3600000) FROM ledger_runs AS r
        CROSS JOIN audience_workspaces AS w ON w.name = r.workspace
        CROSS JOIN event_types AS t ON t.workspace = w.key AND t.name = r.goal_event
        CROSS JOIN events AS e INDEXED BY events_by_time ON e.workspace = w.key AND e.type = t.key AND e.at >= r.started_at
            AND e.at <= r.goal_window + (SELECT max(last_handed_at) FROM ledger_batches WHERE run = r.key)
        CROSS JOIN ledger AS l INDEXED BY ledger_by_contact ON l.contact = e.contact AND l.run = r.key
        WHERE r.key = ?1 AND l.handed_at IS NOT NULL AND e.at >= l.handed_at AND e.at <= l.handed_at + r.goal_window
        GROUP BY l.contact, l.channel
        """;
}
