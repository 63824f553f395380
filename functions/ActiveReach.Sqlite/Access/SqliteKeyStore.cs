using System.Globalization;
using ActiveReach.Access;
using ActiveReach.Lists;
using ActiveReach.Sqlite.Workspaces;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Access;

internal sealed class SqliteKeyStore(Database database) : IKeyStore
{
    private const string Columns = "workspace, id, name, role, member, is_demo, created_at, revoked_at";

    public Task<bool> TryAddAsync(ApiKey key, string hash, AuditEntry? audit = null, CancellationToken cancellation = default) =>
        database.WriteAsync(session => AuditRows.AddIf(
            session,
            session.Prepare($"INSERT OR IGNORE INTO api_keys (hash, {Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
                .Bind(1, hash).Bind(2, key.Workspace.Value).Bind(3, key.Id).Bind(4, key.Name).Bind(5, (int)key.Role).Bind(6, key.Member)
                .Bind(7, key.IsDemo).Bind(8, key.CreatedAt).Bind(9, key.RevokedAt).Execute() == 1,
            audit), cancellation);

    public Task<ApiKey?> FindByHashAsync(string hash, CancellationToken cancellation = default) =>
        database.ReadAsync(session => session.Prepare($"SELECT {Columns} FROM api_keys WHERE hash = ?1").Bind(1, hash).First(Read), cancellation);

    public Task<ApiKey?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default) =>
        database.ReadAsync(session => session
            .Prepare($"SELECT {Columns} FROM api_keys WHERE workspace = ?1 AND id = ?2").Bind(1, workspace.Value).Bind(2, id).First(Read), cancellation);

    public Task RevokeAsync(WorkspaceId workspace, string id, DateTimeOffset at, AuditEntry? audit = null, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            var revoked = session.Prepare("UPDATE api_keys SET revoked_at = ?3 WHERE workspace = ?1 AND id = ?2 AND revoked_at IS NULL")
                .Bind(1, workspace.Value).Bind(2, id).Bind(3, at).Execute() == 1;
            AuditRows.AddIf(session, revoked, audit);
            session.Prepare("DELETE FROM sessions WHERE workspace = ?1 AND key_id = ?2").Bind(1, workspace.Value).Bind(2, id).Execute();
        }, cancellation);

    public Task<Page<ApiKey>> ListAsync(WorkspaceId workspace, PageQuery query, CancellationToken cancellation = default)
    {
        var (compare, order) = query.Descending ? ("<", "DESC") : (">", "ASC");
        var cursor = PageCursor.Read(query.Cursor, 2);
        return database.ReadAsync(session => session
            .Prepare($"""
                SELECT {Columns} FROM api_keys WHERE workspace = ?1 AND (?2 IS NULL OR (created_at, id) {compare} (?2, ?3))
                ORDER BY created_at {order}, id {order} LIMIT ?4
                """)
            .Bind(1, workspace.Value).Bind(2, cursor is null ? null : PageCursor.Number(query.Cursor, cursor[0])).Bind(3, cursor?[1]).Bind(4, query.Limit + 1)
            .ReadPage(
                query.Limit,
                Read,
                last => PageCursor.Write(last.CreatedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), last.Id),
                () => session.Prepare("SELECT count(*) FROM api_keys WHERE workspace = ?1").Bind(1, workspace.Value).Number()), cancellation);
    }

    private static ApiKey Read(Statement row) => new()
    {
        Workspace = new WorkspaceId(row.GetString(0)),
        Id = row.GetString(1),
        Name = row.GetString(2),
        Role = (Role)row.GetInt32(3),
        Member = row.GetNullableString(4),
        IsDemo = row.GetBoolean(5),
        CreatedAt = row.GetTime(6),
        RevokedAt = row.GetNullableTime(7),
    };
}
