using ActiveReach.Ids;

namespace ActiveReach.Sqlite.Audiences.Timelines;

/// <summary>The timeline of the contact ?1 as one query. Each kind is a part of it: time, number of <c>TimelineKind</c>, what tells entries of
/// the same moment apart, and columns whose meaning the kind gives. Everything is found by the contact, so the size of the tables
/// doesn't matter. Numbers of <c>LedgerState</c>: 5 bounced, 6 failed, 7 skipped. The ledger keeps no time of a skip, a bounce or a failure: the start
/// of the run stands for a skip, the sending for the others. Reports that came once the figures were final lie beside the ledger, with the
/// numbers of <c>LedgerEventKind</c>: 0 delivered to 4 machine opened, 5 clicked, 8 machine clicked. A no that came through another contact with
/// the address (?8, ?9: hashes of the phone and the mailbox, or null) is a consent of this one too.</summary>
internal static class TimelineSql
{
    private const string Ledger = "channel, campaign, run_id, variant, outlet";

    private const string Entries = $"""
        mine AS (
            SELECT l.*, r.run AS run_id, r.campaign, l.run || ':' || l.shard || ':' || l.batch || ':' || l.row AS place,
                r.started_at AS run_at
            FROM ledger AS l JOIN ledger_runs AS r ON r.key = l.run
            WHERE l.contact = ?1),
        entries (at, kind, place, channel, campaign, run, variant, outlet, reason, text, source, proof) AS (
            SELECT handed_at, 1, place, {Ledger}, NULL, NULL, NULL, NULL FROM mine WHERE handed_at IS NOT NULL
            UNION ALL SELECT run_at, 2, place, {Ledger}, reason, NULL, NULL, NULL FROM mine WHERE state = 7
            UNION ALL SELECT delivered_at, 3, place, {Ledger}, NULL, NULL, NULL, NULL FROM mine WHERE delivered_at IS NOT NULL
            UNION ALL SELECT coalesce(handed_at, first_sent_at, run_at), state - 1, place, {Ledger}, reason, NULL, NULL, NULL FROM mine WHERE state IN (5, 6)
            UNION ALL SELECT opened_at, 6, place, {Ledger}, NULL, NULL, NULL, NULL FROM mine WHERE opened_at IS NOT NULL
            UNION ALL SELECT clicked_at, 7, place, {Ledger}, NULL, NULL, NULL, NULL FROM mine WHERE clicked_at IS NOT NULL
            UNION ALL SELECT machine_opened_at, 12, place, {Ledger}, machine_open_rule, NULL, NULL, NULL FROM mine WHERE machine_opened_at IS NOT NULL
            UNION ALL SELECT machine_clicked_at, 13, place, {Ledger}, machine_click_rule, NULL, NULL, NULL FROM mine WHERE machine_clicked_at IS NOT NULL
            UNION ALL SELECT o.at, CASE o.kind WHEN 4 THEN 12 WHEN 5 THEN 7 WHEN 8 THEN 13 ELSE o.kind + 3 END, 'late:' || place, {Ledger}, o.reason, 'late', NULL, NULL
                FROM mine AS m JOIN ledger_late AS o ON o.run = m.run AND o.shard = m.shard AND o.batch = m.batch AND o.row = m.row WHERE o.kind IN (0, 1, 2, 3, 4, 5, 8)
            UNION ALL SELECT at, 8, id, channel, campaign, run, variant, outlet, kind, text, NULL, NULL FROM replies WHERE workspace = ?2 AND contact = ?1
            UNION ALL SELECT at, 9, sequence, channels, NULL, NULL, NULL, NULL, state, NULL, source, proof FROM consent_changes WHERE contact = ?1
            UNION ALL SELECT at, 9, 'a' || lower(hex(hash)) || topic || contact, channels, NULL, NULL, NULL, NULL, 2, NULL, source, proof
                FROM address_refusals WHERE workspace = ?1 >> 32 AND hash IN (?8, ?9) AND contact <> ?1
            UNION ALL SELECT e.at, 10, e.key, NULL, NULL, NULL, NULL, e.outlet, t.name, e.data, e.id, NULL
                FROM events AS e JOIN event_types AS t ON t.key = e.type WHERE e.contact = ?1
            UNION ALL SELECT placed_at, 11, key, NULL, NULL, NULL, NULL, outlet, id, NULL, net, currency FROM orders WHERE contact = ?1)
        """;

    /// <summary>?3 = kind or null, (?4, ?5, ?6) = time, kind and place of the last entry seen, ?7 = most.</summary>
    public const string Page = $"""
        WITH {Entries}
        SELECT at, kind, place, channel, campaign, run, variant, outlet, reason, text, source, proof FROM entries
        WHERE (?3 IS NULL OR kind = ?3) AND (?4 IS NULL OR (at, kind, CAST(place AS TEXT)) < (?4, ?5, ?6))
        ORDER BY at DESC, kind DESC, CAST(place AS TEXT) DESC LIMIT ?7
        """;

    public const string Total = $"WITH {Entries} SELECT count(*) FROM entries WHERE ?3 IS NULL OR kind = ?3";
}
