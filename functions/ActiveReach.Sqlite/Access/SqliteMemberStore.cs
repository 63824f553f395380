using System.Globalization;
using ActiveReach.Access;
using ActiveReach.Lists;
using ActiveReach.Sqlite.Workspaces;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Access;

internal sealed class SqliteMemberStore(Database database) : IMemberStore
{
    private const string Columns = "id, email, name, role, created_at, version, phone";

    public Task<Member?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default) =>
        database.ReadAsync(session => session
            .Prepare($"SELECT {Columns} FROM members WHERE workspace = ?1 AND id = ?2").Bind(1, workspace.Value).Bind(2, id)
            .First(row => Read(workspace, row)), cancellation);

    public Task<Member?> FindByEmailAsync(WorkspaceId workspace, string email, CancellationToken cancellation = default) =>
        database.ReadAsync(session => session
            .Prepare($"SELECT {Columns} FROM members WHERE workspace = ?1 AND email = ?2")
            .Bind(1, workspace.Value).Bind(2, email.ToLowerInvariant())
            .First(row => Read(workspace, row)), cancellation);

    public Task<bool> TryAddAsync(Member member, AuditEntry? audit = null, CancellationToken cancellation = default) =>
        database.WriteAsync(session => AuditRows.AddIf(
            session,
            session.Prepare("INSERT OR IGNORE INTO members (workspace, email, id, name, role, created_at, version, phone) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7)")
                .Bind(1, member.Workspace.Value).Bind(2, member.Email.ToLowerInvariant()).Bind(3, member.Id).Bind(4, member.Name)
                .Bind(5, (int)member.Role).Bind(6, member.CreatedAt).Bind(7, member.Phone).Execute() == 1,
            audit), cancellation);

    public Task<MemberChange> UpdateAsync(Member member, AuditEntry? audit = null, CancellationToken cancellation = default) =>
        database.WriteAsync(session => member.Role is not Role.Admin && IsLastAdmin(session, member)
            ? MemberChange.LastAdmin
            : Outcome(session, session
                .Prepare("UPDATE members SET name = ?4, role = ?5, phone = ?6, version = version + 1 WHERE workspace = ?1 AND id = ?2 AND version = ?3")
                .Bind(1, member.Workspace.Value).Bind(2, member.Id).Bind(3, member.Version).Bind(4, member.Name).Bind(5, (int)member.Role).Bind(6, member.Phone).Execute() == 1, audit), cancellation);

    public Task<MemberChange> RemoveAsync(Member member, DateTimeOffset at, AuditEntry? audit = null, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            if (IsLastAdmin(session, member))
                return MemberChange.LastAdmin;
            var gone = session.Prepare("DELETE FROM members WHERE workspace = ?1 AND id = ?2 AND version = ?3")
                .Bind(1, member.Workspace.Value).Bind(2, member.Id).Bind(3, member.Version).Execute() == 1;
            if (gone)
            {
                session.Prepare("UPDATE api_keys SET revoked_at = ?3 WHERE workspace = ?1 AND member = ?2 AND revoked_at IS NULL")
                    .Bind(1, member.Workspace.Value).Bind(2, member.Email.ToLowerInvariant()).Bind(3, at).Execute();
            }

            return Outcome(session, gone, audit);
        }, cancellation);

    public Task<Page<Member>> ListAsync(WorkspaceId workspace, PageQuery query, CancellationToken cancellation = default)
    {
        var byTime = query.Sort is "createdAt";
        var key = byTime ? "(created_at, email)" : "(email, email)";
        var (compare, order) = query.Descending ? ("<", "DESC") : (">", "ASC");
        var cursor = PageCursor.Read(query.Cursor, 2);
        var sort = byTime ? $"created_at {order}, email {order}" : $"email {order}";
        return database.ReadAsync(session =>
        {
            var rows = session
                .Prepare($"SELECT {Columns} FROM members WHERE workspace = ?1 AND (?2 IS NULL OR {key} {compare} (?2, ?3)) ORDER BY {sort} LIMIT ?4")
                .Bind(1, workspace.Value).Bind(3, cursor?[1]).Bind(4, query.Limit + 1);
            if (byTime)
                rows.Bind(2, cursor is null ? null : PageCursor.Number(query.Cursor, cursor[0]));
            else
                rows.Bind(2, cursor?[0]);
            return rows.ReadPage(
                query.Limit,
                row => Read(workspace, row),
                last => PageCursor.Write(byTime ? last.CreatedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) : last.Email, last.Email),
                () => session.Prepare("SELECT count(*) FROM members WHERE workspace = ?1").Bind(1, workspace.Value).Number());
        }, cancellation);
    }

    private static MemberChange Outcome(WriteSession session, bool changed, AuditEntry? audit) =>
        AuditRows.AddIf(session, changed, audit) ? MemberChange.Done : MemberChange.Stale;

    private static bool IsLastAdmin(WriteSession session, Member member) =>
        session.Prepare("SELECT count(*) FROM members WHERE workspace = ?1 AND id = ?2 AND role = ?3")
            .Bind(1, member.Workspace.Value).Bind(2, member.Id).Bind(3, (int)Role.Admin).Number() == 1
        && session.Prepare("SELECT count(*) FROM members WHERE workspace = ?1 AND id <> ?2 AND role = ?3")
            .Bind(1, member.Workspace.Value).Bind(2, member.Id).Bind(3, (int)Role.Admin).Number() == 0;

    private static Member Read(WorkspaceId workspace, Statement row) => new()
    {
        Id = row.GetString(0),
        Workspace = workspace,
        Email = row.GetString(1),
        Name = row.GetNullableString(2),
        Role = (Role)row.GetInt32(3),
        CreatedAt = row.GetTime(4),
        Version = row.GetInt64(5),
        Phone = row.GetNullableString(6),
    };
}
