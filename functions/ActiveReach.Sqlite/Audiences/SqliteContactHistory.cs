using System.Text.Json;
using ActiveReach.Audiences.Behaviour;
using ActiveReach.Campaigns;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences;

/// <summary>What somebody got and did, from the ledger and the events.</summary>
public sealed class SqliteContactHistory(Database database) : IContactHistory
{
    private const string Messages = """
        SELECT r.campaign, r.run, l.handed_at, l.opened_at, l.clicked_at, l.replied_at, CASE WHEN r.status = ?2 THEN r.completed_at END,
            l.state, l.delivered_at, l.opted_out_at, l.held_at
        FROM ledger AS l JOIN ledger_runs AS r ON r.key = l.run
        WHERE l.contact = ?1 AND r.is_test = 0 ORDER BY l.run, l.shard, l.batch, l.row
        """;

    private const string Conversions = """
        SELECT r.campaign, v.at FROM conversions AS v JOIN ledger_runs AS r ON r.key = v.run WHERE v.contact = ?1 ORDER BY v.at, v.cause
        """;

    private const string Events = """
        SELECT t.name, e.at, e.data FROM events AS e JOIN event_types AS t ON t.key = e.type WHERE e.contact = ?1 ORDER BY e.at, e.key
        """;

    public Task<ContactHistory> ReadAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation = default) =>
        database.ReadAsync(session => WorkspaceKeys.Find(session, workspace) is { } key && key.Holds(contact)
            ? new ContactHistory(
                All(session.Prepare(Messages).Bind(1, contact.Value).Bind(2, (int)RunStatus.Complete), Message),
                All(session.Prepare(Events).Bind(1, contact.Value), Event),
                All(session.Prepare(Conversions).Bind(1, contact.Value), row => new PastConversion(new CampaignId(row.GetString(0)), row.GetTime(1))))
            : ContactHistory.None, cancellation);

    private static List<T> All<T>(Statement rows, Func<Statement, T> read)
    {
        var all = new List<T>();
        while (rows.Step())
            all.Add(read(rows));
        return all;
    }

    private static PastMessage Message(Statement row) => new()
    {
        Campaign = new CampaignId(row.GetString(0)),
        Run = new RunId(row.GetString(1)),
        HandedAt = row.GetNullableTime(2),
        OpenedAt = row.GetNullableTime(3),
        ClickedAt = row.GetNullableTime(4),
        RepliedAt = row.GetNullableTime(5),
        CompletedAt = row.GetNullableTime(6),
        State = (LedgerState)row.GetInt32(7),
        DeliveredAt = row.GetNullableTime(8),
        OptedOutAt = row.GetNullableTime(9),
        HeldAt = row.GetNullableTime(10),
    };

    private static PastEvent Event(Statement row)
    {
        JsonElement? content = row.GetNullableString(2) is { } json ? JsonElement.Parse(json) : null;
        return new PastEvent(row.GetString(0), row.GetTime(1), content);
    }
}
