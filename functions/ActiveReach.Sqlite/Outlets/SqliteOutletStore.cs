using System.Globalization;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Outlets;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Workspaces;
using ActiveReach.Values;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Outlets;

/// <summary>Outlets on SQLite.</summary>
public sealed class SqliteOutletStore(Database database) : IOutletStore
{
    public Task<Outlet?> FindAsync(WorkspaceId workspace, OutletId id, CancellationToken cancellation = default) =>
        database.ReadAsync(session => OutletRows.Find(session, workspace, id), cancellation);

    public Task<OutletChange> TryAddAsync(Outlet outlet, AuditEntry? audit = null, CancellationToken cancellation = default) => database.WriteAsync(session =>
    {
        var count = session.Prepare("SELECT count(*) FROM outlets WHERE workspace = ?1 AND removed_at IS NULL").Bind(1, outlet.Workspace.Value).Number();
        if (count >= OutletRules.Most)
            return OutletOutcome.TooMany;
        var clash = OutletRows.Clash(session, outlet);
        if (clash.Outcome is not OutletOutcome.Done)
            return clash;
        OutletRows.Put(session, outlet);
        AssignmentRows.Raise(session, outlet.Workspace, outlet.UpdatedAt, ask: true);
        AuditRows.Add(session, audit);
        return OutletOutcome.Done;
    }, cancellation);

    public Task<OutletChange> TryUpdateAsync(Outlet outlet, AuditEntry? audit = null, CancellationToken cancellation = default) => database.WriteAsync(session =>
    {
        if (OutletRows.Find(session, outlet.Workspace, outlet.Id) is not { } before || before.Version != outlet.Version)
            return OutletOutcome.Stale;
        var clash = OutletRows.Clash(session, outlet);
        if (clash.Outcome is not OutletOutcome.Done)
            return clash;
        OutletRows.Put(session, outlet with { Version = outlet.Version + 1 });
        var moved = (before.Name, before.ExternalId, before.Lat, before.Lon) != (outlet.Name, outlet.ExternalId, outlet.Lat, outlet.Lon);
        AssignmentRows.Raise(session, outlet.Workspace, outlet.UpdatedAt, ask: moved);
        AuditRows.Add(session, audit);
        return OutletOutcome.Done;
    }, cancellation);

    public Task<OutletChange> TryRemoveAsync(Outlet outlet, bool reassign, DateTimeOffset at, AuditEntry? audit = null, CancellationToken cancellation = default) => database.WriteAsync<OutletChange>(session =>
    {
        if (OutletRows.Find(session, outlet.Workspace, outlet.Id)?.Version != outlet.Version)
            return OutletOutcome.Stale;
        var use = Use(session, outlet);
        if (use.Campaigns > 0 || (use.AllContacts > 0 && !reassign))
            return OutletOutcome.InUse;
        OutletRows.Remove(session, outlet, at);
        AssignmentRows.Raise(session, outlet.Workspace, at, ask: true);
        AuditRows.Add(session, audit);
        return OutletOutcome.Done;
    }, cancellation);

    public Task<OutletUse> UseAsync(Outlet outlet, CancellationToken cancellation = default) => database.ReadAsync(session => Use(session, outlet), cancellation);

    public Task<Page<Outlet>> ListAsync(WorkspaceId workspace, PageQuery query, string? search, CancellationToken cancellation = default)
    {
        var byTime = query.Sort is "createdAt";
        var column = byTime ? "created_at" : "name_folded";
        var (compare, order) = query.Descending ? ("<", "DESC") : (">", "ASC");
        var cursor = PageCursor.Read(query.Cursor, 2);
        var words = string.IsNullOrWhiteSpace(search) ? null : Folding.Fold(search.Trim());
        const string Fits = "workspace = ?1 AND removed_at IS NULL AND (?2 IS NULL OR instr(words, ?2) > 0)";
        return database.ReadAsync(session =>
        {
            var rows = session.Prepare($"SELECT document, version FROM outlets WHERE {Fits} AND (?3 IS NULL OR ({column}, id) {compare} (?3, ?4)) ORDER BY {column} {order}, id {order} LIMIT ?5")
                .Bind(1, workspace.Value).Bind(2, words).Bind(4, cursor?[1]).Bind(5, query.Limit + 1);
            if (byTime)
                rows.Bind(3, cursor is null ? null : PageCursor.Number(query.Cursor, cursor[0]));
            else
                rows.Bind(3, cursor?[0]);
            return rows.ReadPage(
                query.Limit,
                OutletRows.Read,
                last => PageCursor.Write(byTime ? last.CreatedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) : Folding.Fold(last.Name), last.Id.Value),
                () => session.Prepare($"SELECT count(*) FROM outlets WHERE {Fits}").Bind(1, workspace.Value).Bind(2, words).Number());
        }, cancellation);
    }

    public Task<long> VersionAsync(WorkspaceId workspace, CancellationToken cancellation = default) =>
        database.ReadAsync(session => OutletRows.Version(session, workspace), cancellation);

    public Task<OutletDirectory> ReadAsync(WorkspaceId workspace, CancellationToken cancellation = default) =>
        database.ReadAsync(session => OutletRows.Directory(session, workspace), cancellation);

    private static OutletUse Use(ReadSession session, Outlet outlet)
    {
        var contacts = new Dictionary<OutletSource, long>();
        if (WorkspaceKeys.Find(session, outlet.Workspace) is { } key)
        {
            var rows = session.Prepare($"SELECT outlet_by, count(*) FROM contacts WHERE id IN ({FieldValues.HavingOutlet("?4", "?3")}) GROUP BY outlet_by")
                .Bind(1, key.Before).Bind(2, key.Last).Bind(3, key.Key).Bind(4, outlet.Id.Value);
            while (rows.Step())
                contacts[(OutletSource)rows.GetInt32(0)] = rows.GetInt64(1);
        }

        var campaigns = session.Prepare("""
            SELECT count(*) FROM document_fields AS l WHERE l.partition = ?1 AND l.kind = 'campaign' AND l.field = 'location' AND fold(l.value) IN (?5, ?6, ?7)
            AND NOT EXISTS (SELECT 1 FROM document_fields AS s WHERE s.partition = ?1 AND s.kind = 'campaign' AND s.id = l.id AND s.field = 'status' AND s.value IN (?2, ?3, ?4))
            """)
            .Bind(1, outlet.Workspace.Partition).Bind(2, (int)CampaignStatus.Complete).Bind(3, (int)CampaignStatus.Failed).Bind(4, (int)CampaignStatus.Cancelled)
            .Bind(5, outlet.Id.Value).Bind(6, Folding.Fold(outlet.Name)).Bind(7, Folding.Fold(outlet.ExternalId ?? outlet.Name))
            .Number();
        return new OutletUse(contacts, campaigns);
    }
}
