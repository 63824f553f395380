using ActiveReach.Outlets;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Outlets;

/// <summary>The contacts of outlets on SQLite.</summary>
public sealed class SqliteOutletContacts(Database database) : IOutletContacts
{
    public Task<PlacedContacts> PlaceAsync(WorkspaceId workspace, OutletDirectory outlets, long after, int limit, DateTimeOffset at, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            if (!PlacedWrite.TryBegin(session, workspace, outlets) || WorkspaceKeys.Find(session, workspace) is not { } key || OutletPlacer.Of(session, key, outlets) is not { } placer)
                return default;
            var contacts = Next(session, key, after, limit);
            return new PlacedContacts(contacts.Count > 0 ? contacts[^1].Id.Value : null, contacts.Count, contacts.Count(contact => placer.Renew(contact, at)));
        }, cancellation);

    public Task<IReadOnlyDictionary<OutletSource, long>> CountAsync(WorkspaceId workspace, OutletId? outlet = null, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyDictionary<OutletSource, long>>(session =>
        {
            var counts = Enum.GetValues<OutletSource>().ToDictionary(source => source, _ => 0L);
            if (WorkspaceKeys.Find(session, workspace) is not { } key)
                return counts;
            var rows = session.Prepare($"SELECT outlet_by, count(*) FROM contacts WHERE {(outlet is null ? "id > ?1 AND id <= ?2" : $"id IN ({FieldValues.HavingOutlet("?4", "?3")})")} GROUP BY outlet_by")
                .Bind(1, key.Before).Bind(2, key.Last);
            if (outlet is { } one)
                rows.Bind(3, key.Key).Bind(4, one.Value);
            while (rows.Step())
                counts[(OutletSource)rows.GetInt32(0)] = rows.GetInt64(1);
            return counts;
        }, cancellation);

    private static List<PlacedContact> Next(ReadSession session, WorkspaceKey key, long after, int limit)
    {
        var contacts = new List<PlacedContact>();
        var rows = session.Prepare($"SELECT {PlacedContact.Columns} FROM contacts WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT ?3")
            .Bind(1, Math.Max(after, key.Before)).Bind(2, key.Last).Bind(3, limit);
        while (rows.Step())
            contacts.Add(PlacedContact.Read(rows));
        return contacts;
    }
}
