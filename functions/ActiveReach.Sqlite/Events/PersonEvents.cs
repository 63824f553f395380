using ActiveReach.Audiences.Contacts;
using ActiveReach.Events;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Orders;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Events;

/// <summary>Erases what events and orders know of a person, in the transaction that erases the profile: no event can come in between.
/// Hashes of the events' ids stay, and amounts and outlets of the orders.</summary>
internal sealed class PersonEvents(WriteSession session, WorkspaceKey workspace, DateTimeOffset at)
{
    private readonly OrderWriter orders = new(session, workspace);

    public void Erase(Contact contact)
    {
        foreach (var (key, id, _, _) in Read("SELECT e.key, e.id, t.name, e.data FROM events AS e JOIN event_types AS t ON t.key = e.type WHERE e.contact = ?1", contact.Id.Value))
            Remove(key, id);
        foreach (var id in orders.Forget(contact.Id))
            ErasedEvents.Add(session, workspace, id, at);
        ErasePending(IdentityKind.ExternalId, contact.ExternalId);
        ErasePending(IdentityKind.Phone, contact.Phone);
        ErasePending(IdentityKind.Email, contact.Email);
    }

    /// <summary>Removes an event with all that points to it, but for its part in an order.</summary>
    public static void Remove(WriteSession session, long key)
    {
        session.Prepare("DELETE FROM contact_events WHERE (type, contact, at, event) = (SELECT type, contact, at, key FROM events WHERE key = ?1)").Bind(1, key).Execute();
        session.Prepare("DELETE FROM pending_events WHERE event = ?1").Bind(1, key).Execute();
        session.Prepare("DELETE FROM events WHERE key = ?1").Bind(1, key).Execute();
    }

    private void ErasePending(IdentityKind kind, string? identity)
    {
        if (identity is null)
            return;
        foreach (var waiting in PendingEvents.Find(session, workspace, new(kind, identity)))
        {
            foreach (var (key, id, type, content) in Read("SELECT e.key, e.id, t.name, e.data FROM events AS e JOIN event_types AS t ON t.key = e.type WHERE e.key = ?1", waiting))
            {
                orders.Forget(id, type, content);
                Remove(key, id);
            }
        }
    }

    private void Remove(long key, string id)
    {
        ErasedEvents.Add(session, workspace, id, at);
        Remove(session, key);
    }

    private List<(long Key, string Id, string Type, string? Content)> Read(string sql, long value)
    {
        var events = new List<(long, string, string, string?)>();
        var rows = session.Prepare(sql).Bind(1, value);
        while (rows.Step())
            events.Add((rows.GetInt64(0), rows.GetString(1), rows.GetString(2), rows.GetNullableString(3)));
        return events;
    }
}
