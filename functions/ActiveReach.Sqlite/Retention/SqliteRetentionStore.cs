using ActiveReach.Retention;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Events;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Retention;

/// <summary>Retention on SQLite.</summary>
public sealed class SqliteRetentionStore(Database database) : IRetentionStore
{
    public Task<int> RemoveAsync(WorkspaceId workspace, KeptThing thing, DateTimeOffset before, int limit, CancellationToken cancellation = default) =>
        database.WriteAsync(session => thing switch
        {
            KeptThing.Event => ForEach(session, workspace, "SELECT key FROM events WHERE workspace = ?1 AND at < ?2 ORDER BY at LIMIT ?3", before, limit, key => PersonEvents.Remove(session, key)),
            KeptThing.PendingIdentity => ForEach(
                session, workspace, "SELECT event FROM pending_events WHERE workspace = ?1 AND received_at < ?2 ORDER BY received_at LIMIT ?3", before, limit, key => ForgetIdentity(session, key)),
            KeptThing.Reply => session
                .Prepare("DELETE FROM replies WHERE rowid IN (SELECT rowid FROM replies WHERE workspace = ?1 AND at < ?2 ORDER BY at LIMIT ?3)")
                .Bind(1, workspace.Value).Bind(2, before).Bind(3, limit).Execute(),
            _ => session
                .Prepare("""
                    DELETE FROM contact_import_errors WHERE (import, line, part) IN (
                        SELECT e.import, e.line, e.part FROM contact_imports AS i JOIN contact_import_errors AS e ON e.import = i.id
                        WHERE i.workspace = ?1 AND i.closed_at < ?2 LIMIT ?3)
                    """)
                .Bind(1, workspace.Value).Bind(2, before).Bind(3, limit).Execute(),
        }, cancellation);

    private static int ForEach(WriteSession session, WorkspaceId workspace, string sql, DateTimeOffset before, int limit, Action<long> remove)
    {
        if (WorkspaceKeys.Find(session, workspace) is not { } key)
            return 0;
        var found = new List<long>(limit);
        var rows = session.Prepare(sql).Bind(1, key.Key).Bind(2, before).Bind(3, limit);
        while (rows.Step())
            found.Add(rows.GetInt64(0));
        found.ForEach(remove);
        return found.Count;
    }

    /// <summary>Nobody can be found for the event any more, so what it said of them goes too.</summary>
    private static void ForgetIdentity(WriteSession session, long key)
    {
        session.Prepare("DELETE FROM pending_events WHERE event = ?1").Bind(1, key).Execute();
        session.Prepare("UPDATE events SET data = NULL WHERE key = ?1").Bind(1, key).Execute();
    }
}
