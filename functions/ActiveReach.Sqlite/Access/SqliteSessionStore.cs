using ActiveReach.Access;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Access;

internal sealed class SqliteSessionStore(Database database) : ISessionStore
{
    public Task AddAsync(string hash, Session session, DateTimeOffset now, CancellationToken cancellation = default) =>
        database.WriteAsync(write =>
        {
            write.Prepare("DELETE FROM sessions WHERE expires_at <= ?1").Bind(1, now).Execute();
            write.Prepare("INSERT INTO sessions (hash, workspace, key_id, expires_at) VALUES (?1, ?2, ?3, ?4)")
                .Bind(1, hash).Bind(2, session.Workspace.Value).Bind(3, session.KeyId).Bind(4, session.ExpiresAt).Execute();
        }, cancellation);

    public Task<Session?> FindAsync(string hash, CancellationToken cancellation = default) =>
        database.ReadAsync(read => read
            .Prepare("SELECT workspace, key_id, expires_at FROM sessions WHERE hash = ?1").Bind(1, hash)
            .First(row => new Session(new WorkspaceId(row.GetString(0)), row.GetString(1), row.GetTime(2))), cancellation);

    public Task RemoveAsync(string hash, CancellationToken cancellation = default) =>
        database.WriteAsync(write => write.Prepare("DELETE FROM sessions WHERE hash = ?1").Bind(1, hash).Execute(), cancellation);
}
