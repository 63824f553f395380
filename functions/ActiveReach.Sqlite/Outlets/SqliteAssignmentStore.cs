using ActiveReach.Outlets.Assignment;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Outlets;

/// <summary>The assignment of contacts on SQLite: a page of contacts and the progress are one transaction.</summary>
public sealed class SqliteAssignmentStore(Database database) : IAssignmentStore
{
    public Task<AssignmentProgress?> FindAsync(WorkspaceId workspace, CancellationToken cancellation = default) =>
        database.ReadAsync(session => AssignmentRows.Find(session, workspace), cancellation);

    public Task<bool> AskAsync(WorkspaceId workspace, DateTimeOffset at, CancellationToken cancellation = default) =>
        database.WriteAsync(session => AssignmentRows.Ask(session, workspace, at), cancellation);

    public Task<AssignmentProgress?> PageAsync(AssignmentProgress progress, int limit, DateTimeOffset at, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            if (AssignmentRows.Find(session, progress.Workspace) is not { IsOver: false } stored || (stored.Generation, stored.After) != (progress.Generation, progress.After))
                return null;
            var contacts = Next(session, stored, limit);
            var changed = 0;
            if (contacts.Count > 0 && OutletPlacer.Of(session, WorkspaceKey.Of(contacts[0].Id)) is { } placer)
                changed = contacts.Count(contact => placer.Renew(contact, at));
            var after = stored with
            {
                After = contacts.Count > 0 ? contacts[^1].Id.Value : stored.After,
                Seen = stored.Seen + contacts.Count,
                Changed = stored.Changed + changed,
                StartedAt = stored.StartedAt ?? at,
                FinishedAt = contacts.Count < limit ? at : null,
            };
            AssignmentRows.Update(session, after, at);
            return after;
        }, cancellation);

    public Task FailAsync(AssignmentProgress progress, string error, DateTimeOffset at, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            if (AssignmentRows.Find(session, progress.Workspace) is { IsOver: false } stored && (stored.Generation, stored.After) == (progress.Generation, progress.After))
                AssignmentRows.Update(session, stored with { FinishedAt = at, Error = error }, at);
        }, cancellation);

    public Task<IReadOnlyList<WorkspaceId>> StalledAsync(DateTimeOffset since, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<WorkspaceId>>(session =>
        {
            var rows = session.Prepare($"""
                SELECT workspace FROM outlet_assignments
                WHERE (finished_at IS NULL AND touched_at <= ?1) OR rule IS NOT {AssignmentRows.RuleOf("workspace")} ORDER BY workspace
                """).Bind(1, since);
            var workspaces = new List<WorkspaceId>();
            while (rows.Step())
                workspaces.Add(new WorkspaceId(rows.GetString(0)));
            return workspaces;
        }, cancellation);

    public Task<IReadOnlyDictionary<OutletSource, long>> CountAsync(WorkspaceId workspace, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyDictionary<OutletSource, long>>(session =>
        {
            var counts = Enum.GetValues<OutletSource>().ToDictionary(source => source, _ => 0L);
            if (WorkspaceKeys.Find(session, workspace) is not { } key)
                return counts;
            var rows = session.Prepare("SELECT outlet_by, count(*) FROM contacts WHERE id > ?1 AND id <= ?2 GROUP BY outlet_by").Bind(1, key.Before).Bind(2, key.Last);
            while (rows.Step())
                counts[(OutletSource)rows.GetInt32(0)] = rows.GetInt64(1);
            return counts;
        }, cancellation);

    private static List<PlacedContact> Next(ReadSession session, AssignmentProgress progress, int limit)
    {
        var contacts = new List<PlacedContact>();
        if (WorkspaceKeys.Find(session, progress.Workspace) is not { } key)
            return contacts;
        var rows = session.Prepare($"SELECT {PlacedContact.Columns} FROM contacts WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT ?3")
            .Bind(1, Math.Max(progress.After, key.Before)).Bind(2, key.Last).Bind(3, limit);
        while (rows.Step())
            contacts.Add(PlacedContact.Read(rows));
        return contacts;
    }
}
