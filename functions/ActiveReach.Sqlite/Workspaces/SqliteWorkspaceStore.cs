using System.Text.Json;
using ActiveReach.Problems;
using ActiveReach.Sqlite.Engagement;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Workspaces;

internal sealed class SqliteWorkspaceStore(Database database) : IWorkspaceStore
{
    public Task<Workspace?> FindAsync(WorkspaceId id, CancellationToken cancellation = default) =>
        database.ReadAsync(session => session
            .Prepare("SELECT name, settings, version FROM workspaces WHERE id = ?1").Bind(1, id.Value)
            .First(row => new Workspace { Id = id, Name = row.GetString(0), Settings = JsonSerializer.Deserialize<WorkspaceSettings>(row.GetBytes(1), Wire.Json)!, Version = row.GetInt64(2) }), cancellation);

    public Task<bool> TryAddAsync(Workspace workspace, CancellationToken cancellation = default) =>
        database.WriteAsync(session => Learn(session, workspace, session
            .Prepare("INSERT OR IGNORE INTO workspaces (id, version, name, settings) VALUES (?1, 1, ?2, ?3)")
            .Bind(1, workspace.Id.Value).Bind(2, workspace.Name).Bind(3, workspace.Settings.ToString()).Execute() == 1), cancellation);

    public Task<bool> TryUpdateAsync(Workspace workspace, AuditEntry? audit = null, CancellationToken cancellation = default) =>
        database.WriteAsync(session => AuditRows.AddIf(session, Learn(session, workspace, session
            .Prepare("UPDATE workspaces SET name = ?3, settings = ?4, version = version + 1 WHERE id = ?1 AND version = ?2")
            .Bind(1, workspace.Id.Value).Bind(2, workspace.Version).Bind(3, workspace.Name).Bind(4, workspace.Settings.ToString()).Execute() == 1), audit), cancellation);

    private static bool Learn(WriteSession session, Workspace workspace, bool isStored)
    {
        if (isStored)
            KnownSenders.Learn(session, workspace.Id, workspace.Senders);
        return isStored;
    }
}
