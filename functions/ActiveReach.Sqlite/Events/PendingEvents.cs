using ActiveReach.Audiences.Contacts;
using ActiveReach.Events;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Delivery.Conversions;
using ActiveReach.Sqlite.Orders;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Events;

/// <summary>Events that wait for their person, inside one transaction. Whether any wait is looked at once, so that a file of contacts
/// costs nothing while none does.</summary>
internal sealed class PendingEvents(WriteSession session, WorkspaceKey workspace)
{
    private const string Waiting = "SELECT event FROM pending_events WHERE workspace = ?1 AND kind = ?2 AND identity = ?3 ORDER BY event";

    private readonly bool any = session.Prepare("SELECT EXISTS (SELECT 1 FROM pending_events WHERE workspace = ?1)").Bind(1, workspace.Key).Number() == 1;

    /// <summary>Whether any waited when the transaction began.</summary>
    public bool Any => any;

    public void Add(long eventKey, EventIdentity who, DateTimeOffset receivedAt) => session
        .Prepare("INSERT INTO pending_events (workspace, kind, identity, event, received_at) VALUES (?1, ?2, ?3, ?4, ?5)")
        .Bind(1, workspace.Key).Bind(2, (int)who.Kind).Bind(3, who.Value).Bind(4, eventKey).Bind(5, receivedAt).Execute();

    /// <summary>Gives the contact what waits for an identity that it has got. False when nothing did.</summary>
    public bool AttachTo(Contact? before, Contact contact) => any
        && Attach(contact, before?.ExternalId, new(IdentityKind.ExternalId, contact.ExternalId!))
            + Attach(contact, before?.Phone, new(IdentityKind.Phone, contact.Phone!))
            + Attach(contact, before?.Email, new(IdentityKind.Email, contact.Email!)) > 0;

    /// <summary>Keys of the events that wait for this identity.</summary>
    public static List<long> Find(ReadSession session, WorkspaceKey workspace, EventIdentity who)
    {
        var keys = new List<long>();
        var rows = session.Prepare(Waiting).Bind(1, workspace.Key).Bind(2, (int)who.Kind).Bind(3, who.Value);
        while (rows.Step())
            keys.Add(rows.GetInt64(0));
        return keys;
    }

    private int Attach(Contact contact, string? before, EventIdentity who)
    {
        if (who.Value is null || who.Value == before)
            return 0;
        var keys = Find(session, workspace, who);
        foreach (var key in keys)
        {
            session.Prepare("UPDATE events SET contact = ?2 WHERE key = ?1").Bind(1, key).Bind(2, contact.Id.Value).Execute();
            session.Prepare("INSERT OR IGNORE INTO contact_events (type, contact, at, event) SELECT type, contact, at, key FROM events WHERE key = ?1").Bind(1, key).Execute();
            session.Prepare("DELETE FROM pending_events WHERE event = ?1").Bind(1, key).Execute();
            var (id, type, content) = session.Prepare("SELECT e.id, t.name, e.data FROM events AS e JOIN event_types AS t ON t.key = e.type WHERE e.key = ?1").Bind(1, key)
                .First(row => (row.GetString(0), row.GetString(1), row.GetNullableString(2)));
            new OrderWriter(session, workspace).Attach(id, type, content, contact.Id);
        }

        if (keys.Count > 0)
            ConversionMarks.Add(session, workspace, contact.Id);
        return keys.Count;
    }
}
