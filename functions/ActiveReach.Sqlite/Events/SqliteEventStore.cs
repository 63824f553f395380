using System.Globalization;
using ActiveReach.Events;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Outlets;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Outlets;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Events;

/// <summary>Events on SQLite.</summary>
public sealed class SqliteEventStore(Database database, OutletDirectories? outlets = null) : IEventStore
{
    private const string Columns = "e.key, e.id, t.name, e.contact, e.at, e.outlet, e.data, e.received_at";

    public Task<EventsAdded> AddAsync(WorkspaceId workspace, IReadOnlyList<ReceivedEvent> events, DateTimeOffset receivedAt, CancellationToken cancellation = default) =>
        database.WriteAsync(outlets, workspace, (session, now) =>
        {
            // A workspace that never had a contact has none of these ids, and nothing is written for it then.
            if (WorkspaceKeys.Find(session, workspace) is null && Strangers(events) is { Count: > 0 } nobody)
                return new EventsAdded(0, 0, 0) { Strangers = nobody };
            var writer = new EventWriter(session, WorkspaceKeys.FindOrAdd(session, workspace), now, receivedAt);
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var owners = new List<(ReceivedEvent Event, ContactId? Owner)>(events.Count);
            var strangers = new List<int>();
            for (var index = 0; index < events.Count; index++)
            {
                if (!seen.Add(events[index].Id) || writer.IsKnown(events[index].Id))
                    continue;
                var owner = writer.OwnerOf(events[index]);
                if (owner is null && events[index].Who.Kind == IdentityKind.ContactId)
                    strangers.Add(index);
                owners.Add((events[index], owner));
            }

            if (strangers.Count > 0)
                return new EventsAdded(0, 0, 0) { Strangers = strangers };
            foreach (var (received, owner) in owners)
                writer.Add(received, owner);
            return new EventsAdded(owners.Count, events.Count - owners.Count, owners.Count(each => each.Owner is null));
        }, cancellation);

    public Task<Page<ContactEvent>> ListAsync(WorkspaceId workspace, EventFilter filter, PageQuery query, CancellationToken cancellation = default)
    {
        var after = PageCursor.Read(query.Cursor, 2) is { } parts ? (At: PageCursor.Number(query.Cursor, parts[0]), Key: PageCursor.Number(query.Cursor, parts[1])) : default((long At, long Key)?);
        return database.ReadAsync(session =>
        {
            if (WorkspaceKeys.Find(session, workspace) is not { } key
                || (filter.Contact is { } contact && !key.Holds(contact))
                || (filter.Type is { } name && EventTypes.Find(session, key, name) is null))
                return new Page<ContactEvent>([], null, 0);
            var type = filter.Type is null ? null : EventTypes.Find(session, key, filter.Type);
            var where = $"e.workspace = ?1{(type is null ? "" : " AND e.type = ?2")}{(filter.Contact is null ? "" : " AND e.contact = ?3")} AND e.at >= ?4 AND e.at < ?5";
            var index = filter.Contact is null ? "" : " INDEXED BY events_by_contact";
            var (order, beyond) = query.Descending ? ("DESC", "<") : ("ASC", ">");
            var place = after is null ? "" : $" AND (e.at, e.key) {beyond} (?6, ?7)";
            var rows = Bind(session.Prepare($"SELECT {Columns} FROM events AS e{index} JOIN event_types AS t ON t.key = e.type WHERE {where}{place} ORDER BY e.at {order}, e.key {order} LIMIT ?8"));
            if (after is { } last)
                rows.Bind(6, last.At).Bind(7, last.Key);
            var page = rows.Bind(8, query.Limit + 1).ReadPage(
                query.Limit,
                row => (Key: row.GetInt64(0), Event: Read(row)),
                each => PageCursor.Write(Text(each.Event.At.ToUnixTimeMilliseconds()), Text(each.Key)),
                () => Bind(session.Prepare($"SELECT count(*) FROM events AS e{index} WHERE {where}")).Number());
            return new Page<ContactEvent>([.. page.Items.Select(each => each.Event)], page.NextCursor, page.Total);

            Statement Bind(Statement statement)
            {
                statement.Bind(1, key.Key).Bind(4, filter.From?.ToUnixTimeMilliseconds() ?? 0).Bind(5, filter.To?.ToUnixTimeMilliseconds() ?? long.MaxValue);
                if (type is not null)
                    statement.Bind(2, type);
                return filter.Contact is { } one ? statement.Bind(3, one.Value) : statement;
            }
        }, cancellation);
    }

    public Task<int> RemoveOldAsync(WorkspaceId workspace, DateTimeOffset before, int limit, CancellationToken cancellation = default) => ForEachAsync(
        workspace, "SELECT key FROM events WHERE workspace = ?1 AND at < ?2 ORDER BY at LIMIT ?3", before, limit, PersonEvents.Remove, cancellation);

    public Task<int> ForgetPendingAsync(WorkspaceId workspace, DateTimeOffset before, int limit, CancellationToken cancellation = default) => ForEachAsync(
        workspace, "SELECT event FROM pending_events WHERE workspace = ?1 AND received_at < ?2 ORDER BY received_at LIMIT ?3", before, limit, ForgetIdentity, cancellation);

    private Task<int> ForEachAsync(WorkspaceId workspace, string sql, DateTimeOffset before, int limit, Action<WriteSession, long> remove, CancellationToken cancellation) =>
        database.WriteAsync(session =>
        {
            if (WorkspaceKeys.Find(session, workspace) is not { } key)
                return 0;
            var found = new List<long>(limit);
            var rows = session.Prepare(sql).Bind(1, key.Key).Bind(2, before).Bind(3, limit);
            while (rows.Step())
                found.Add(rows.GetInt64(0));
            found.ForEach(each => remove(session, each));
            return found.Count;
        }, cancellation);

    private static void ForgetIdentity(WriteSession session, long key)
    {
        session.Prepare("DELETE FROM pending_events WHERE event = ?1").Bind(1, key).Execute();
        session.Prepare("UPDATE events SET data = NULL WHERE key = ?1").Bind(1, key).Execute();
    }

    private static List<int> Strangers(IReadOnlyList<ReceivedEvent> events) =>
        [.. Enumerable.Range(0, events.Count).Where(index => events[index].Who.Kind == IdentityKind.ContactId)];

    private static ContactEvent Read(Statement row) => new()
    {
        Id = row.GetString(1),
        Type = row.GetString(2),
        Contact = row.GetNullableInt64(3) is { } contact ? new ContactId(contact) : null,
        At = row.GetTime(4),
        Outlet = row.GetNullableString(5),
        Content = row.GetNullableString(6),
        ReceivedAt = row.GetTime(7),
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
