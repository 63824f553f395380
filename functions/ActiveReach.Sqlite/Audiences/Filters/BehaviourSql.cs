using ActiveReach.Audiences;
using ActiveReach.Audiences.Behaviour;
using ActiveReach.Campaigns;
using ActiveReach.Sqlite.Delivery;

namespace ActiveReach.Sqlite.Audiences.Filters;

/// <summary>Conditions on behaviour as SQL. Each is a set of contacts between ?1 and ?2, so that a page of the audience collects those of
/// its own span of ids and no more.</summary>
internal sealed class BehaviourSql(SqlText sql, Moment moment)
{
    private const string Span = "l.contact > ?1 AND l.contact <= ?2";

    public void Write(DidCondition did)
    {
        switch (did.Deed)
        {
            case Deed.Opened:
                Marked("opened_at", "ledger_opened", did);
                break;
            case Deed.Clicked:
                Marked("clicked_at", "ledger_clicked", did);
                break;
            case Deed.Replied:
                Marked("replied_at", "ledger_replied", did);
                break;
            case Deed.Received:
                Handed(did, did.Within);
                sql.Add(")");
                break;
            case Deed.Delivered:
                Handed(did, null);
                sql.Add(" AND l.state = 4");
                During("l.delivered_at", did.Within);
                sql.Add(")");
                break;
            case Deed.Ignored:
                Ignored(did);
                break;
            default:
                Converted(did);
                break;
        }
    }

    public void Write(EventCondition condition)
    {
        sql.Add("id IN (SELECT l.contact FROM contact_events AS l");
        if (condition.Where is not null)
            sql.Add(" JOIN events AS e ON e.key = l.event");
        sql.Add($" WHERE l.type = (SELECT key FROM event_types WHERE workspace = ?3 AND name = {sql.Parameter(condition.Type)}) AND {Span}");
        During("l.at", condition.Within);
        if (condition.Where is { } where)
        {
            sql.Add(" AND ");
            sql.Tree(where, exact: false, new EventContentSql(sql).Write);
        }

        if (condition.AtLeast > 1)
            sql.Add($" GROUP BY l.contact HAVING count(*) >= {sql.Parameter((long)condition.AtLeast)}");
        sql.Add(")");
    }

    /// <summary>Rows that bear a mark; each mark has an index of those rows alone.</summary>
    private void Marked(string column, string index, DidCondition did)
    {
        sql.Add($"id IN (SELECT l.contact FROM ledger AS l INDEXED BY {index} WHERE l.run IN ({Runs(did, "")}) AND {Span} AND l.{column} IS NOT NULL");
        During("l." + column, did.Within);
        sql.Add(")");
    }

    /// <summary>Rows that a carrier took, left open for more conditions.</summary>
    private void Handed(DidCondition did, TimeSpan? within, string runs = "")
    {
        sql.Add($"id IN (SELECT l.contact FROM ledger AS l INDEXED BY ledger_by_contact WHERE {Span} AND l.run IN ({Runs(did, runs)})");
        During("l.handed_at", within);
    }

    private void Ignored(DidCondition did)
    {
        Handed(did, did.Within, $" AND status = {sql.Parameter((long)RunStatus.Complete)} AND completed_at <= ?5");
        sql.Add($"""
             AND {DeedSql.Arrived("l")} AND NOT EXISTS (SELECT 1 FROM ledger AS o INDEXED BY ledger_by_contact WHERE o.contact = l.contact AND o.run = l.run
            AND {DeedSql.Answered("o", "?5")}))
            """);
    }

    private void Converted(DidCondition did)
    {
        sql.Add($"id IN (SELECT l.contact FROM conversions AS l INDEXED BY conversions_by_contact WHERE {Span} AND l.run IN ({Runs(did, "")})");
        During("l.at", did.Within);
        sql.Add(")");
    }

    /// <summary>Tests are no deeds of contacts.</summary>
    private string Runs(DidCondition did, string more) =>
        $"SELECT key FROM ledger_runs WHERE workspace = (SELECT name FROM audience_workspaces WHERE key = ?3) AND is_test = 0{(did.Campaign is { } campaign ? $" AND campaign = {sql.Parameter(campaign)}" : "")}{more}";

    private void During(string column, TimeSpan? within)
    {
        if (within is not null)
            sql.Add($" AND {column} >= {sql.Parameter(moment.Since(within))}");
        sql.Add($" AND {column} <= ?5");
    }
}
