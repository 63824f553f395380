using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Workspaces;

internal sealed class SqliteModeStore(Database database) : IModeStore
{
    public Task<ModeChoice?> FindAsync(WorkspaceId workspace, string member, CancellationToken cancellation = default) =>
        database.ReadAsync(session => session
            .Prepare("SELECT persona, mode FROM mode_choices WHERE workspace = ?1 AND member = ?2").Bind(1, workspace.Value).Bind(2, member)
            .First(row => new ModeChoice((Persona)row.GetInt32(0), (Mode)row.GetInt32(1))), cancellation);

    public Task SaveAsync(WorkspaceId workspace, string member, ModeChoice choice, CancellationToken cancellation = default) =>
        database.WriteAsync(session => session
            .Prepare("INSERT OR REPLACE INTO mode_choices (workspace, member, persona, mode) VALUES (?1, ?2, ?3, ?4)")
            .Bind(1, workspace.Value).Bind(2, member).Bind(3, (int)choice.Persona).Bind(4, (int)choice.Mode).Execute(), cancellation);
}
