using System.Globalization;
using ActiveReach.Lists;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Workspaces;

internal sealed class SqliteAuditTrail(Database database) : IAuditTrail
{
    private const string Filter = "workspace = ?1 AND (?2 IS NULL OR action = ?2 OR substr(action, 1, length(?2) + 1) = ?2 || '.') AND (?3 IS NULL OR subject = ?3)";

    public Task RecordAsync(AuditEntry entry, CancellationToken cancellation = default) =>
        database.WriteAsync(session => AuditRows.Add(session, entry), cancellation);

    public Task<Page<AuditEntry>> ListAsync(
        WorkspaceId workspace, PageQuery query, string? action, string? subject, CancellationToken cancellation = default)
    {
        var (after, order, start) = query.Descending ? ("id < ?4", "DESC", long.MaxValue) : ("id > ?4", "ASC", 0L);
        var cursor = PageCursor.ReadNumber(query.Cursor) ?? start;
        return database.ReadAsync(session => Filtered(session.Prepare(
                $"SELECT id, at, member, action, subject, details FROM audit WHERE {Filter} AND {after} ORDER BY id {order} LIMIT ?5"))
            .Bind(4, cursor).Bind(5, query.Limit + 1)
            .ReadPage(
                query.Limit,
                row => Read(workspace, row),
                last => PageCursor.Write(last.Id.ToString(CultureInfo.InvariantCulture)),
                () => Filtered(session.Prepare($"SELECT count(*) FROM audit WHERE {Filter}")).Number()), cancellation);

        Statement Filtered(Statement statement) => statement.Bind(1, workspace.Value).Bind(2, action).Bind(3, subject);
    }

    private static AuditEntry Read(WorkspaceId workspace, Statement row) =>
        new(workspace, row.GetTime(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetNullableString(5)) { Id = row.GetInt64(0) };
}
