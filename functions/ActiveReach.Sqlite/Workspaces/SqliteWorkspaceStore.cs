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
            .Prepare("SELECT document, version FROM workspaces WHERE id = ?1").Bind(1, id.Value)
            .First(row => JsonSerializer.Deserialize<Workspace>(row.GetBytes(0), Wire.Json)! with { Version = row.GetInt64(1) }), cancellation);

    public Task<bool> TryAddAsync(Workspace workspace, CancellationToken cancellation = default)
    {
        var document = JsonSerializer.SerializeToUtf8Bytes(workspace, Wire.Json);
        return database.WriteAsync(session => Learn(session, workspace, session
            .Prepare("INSERT OR IGNORE INTO workspaces (id, version, document) VALUES (?1, 1, ?2)")
            .Bind(1, workspace.Id.Value).BindUtf8(2, document).Execute() == 1), cancellation);
    }

    public Task<bool> TryUpdateAsync(Workspace workspace, AuditEntry? audit = null, CancellationToken cancellation = default)
    {
        var document = JsonSerializer.SerializeToUtf8Bytes(workspace, Wire.Json);
        return database.WriteAsync(session => AuditRows.AddIf(session, Learn(session, workspace, session
            .Prepare("UPDATE workspaces SET document = ?3, version = version + 1 WHERE id = ?1 AND version = ?2")
            .Bind(1, workspace.Id.Value).Bind(2, workspace.Version).BindUtf8(3, document).Execute() == 1), audit), cancellation);
    }

    private static bool Learn(WriteSession session, Workspace workspace, bool isStored)
    {
        if (isStored)
            KnownSenders.Learn(session, workspace.Id, workspace.Senders);
        return isStored;
    }
}
