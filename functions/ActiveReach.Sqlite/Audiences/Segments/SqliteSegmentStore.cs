using System.Globalization;
using System.Text.Json;
using ActiveReach.Audiences.Segments;
using ActiveReach.Lists;
using ActiveReach.Problems;
using ActiveReach.Sqlite.Campaigns;
using ActiveReach.Sqlite.Workspaces;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Segments;

/// <summary>Segments as documents on SQLite.</summary>
public sealed class SqliteSegmentStore(Database database) : ISegmentStore
{
    private const string Latest = "SELECT v.document FROM segments s JOIN segment_versions v ON v.workspace = s.workspace AND v.id = s.id AND v.version = s.version WHERE s.workspace = ?1 AND s.deleted_at IS NULL";

    public Task<Segment?> FindAsync(WorkspaceId workspace, SegmentId id, int? version = null, CancellationToken cancellation = default) =>
        database.ReadAsync(session => version is { } one
            ? session.Prepare("SELECT document FROM segment_versions WHERE workspace = ?1 AND id = ?2 AND version = ?3").Bind(1, workspace.Value).Bind(2, id.Value).Bind(3, one).First(Read)
            : session.Prepare($"{Latest} AND s.id = ?2").Bind(1, workspace.Value).Bind(2, id.Value).First(Read), cancellation);

    public Task<SegmentWeb> WebAsync(WorkspaceId workspace, CancellationToken cancellation = default) =>
        database.ReadAsync(session =>
        {
            var names = new Dictionary<SegmentId, IReadOnlyList<SegmentId>>();
            var revision = RevisionOf(session, workspace);
            var row = session.Prepare("SELECT id, names FROM segments WHERE workspace = ?1 AND deleted_at IS NULL").Bind(1, workspace.Value);
            while (row.Step())
                names[new SegmentId(row.GetString(0))] = JsonSerializer.Deserialize<List<SegmentId>>(row.GetString(1), Wire.Json)!;
            return new SegmentWeb(revision, names);
        }, cancellation);

    public Task<Segment?> TryWriteAsync(Segment segment, SegmentWeb web, AuditEntry? audit = null, CancellationToken cancellation = default) => database.WriteAsync(session =>
    {
        if (!Advance(session, segment.Workspace, web))
            return null;
        var last = session.Prepare("SELECT version FROM segments WHERE workspace = ?1 AND id = ?2").Bind(1, segment.Workspace.Value).Bind(2, segment.Id.Value).Number();
        var written = segment with { Version = (int)last + 1 };
        Upsert(session, written);
        session.Prepare("INSERT INTO segment_versions (workspace, id, version, document) VALUES (?1, ?2, ?3, ?4)")
            .Bind(1, written.Workspace.Value).Bind(2, written.Id.Value).Bind(3, written.Version).Bind(4, JsonSerializer.Serialize(written, Wire.Json)).Execute();
        AuditRows.Add(session, audit);
        return written;
    }, cancellation);

    public Task<bool> TryDeleteAsync(WorkspaceId workspace, SegmentId id, DateTimeOffset at, SegmentWeb web, AuditEntry? audit = null, CancellationToken cancellation = default) =>
        database.WriteAsync(session => Advance(session, workspace, web) && AuditRows.AddIf(
            session,
            session.Prepare("UPDATE segments SET deleted_at = ?3, names = '[]' WHERE workspace = ?1 AND id = ?2 AND deleted_at IS NULL")
                .Bind(1, workspace.Value).Bind(2, id.Value).Bind(3, at).Execute() == 1,
            audit), cancellation);

    public Task<Page<Segment>> ListAsync(WorkspaceId workspace, SegmentQuery query, CancellationToken cancellation = default) =>
        database.ReadAsync(session => new SegmentListing(workspace, query).Read(session), cancellation);

    public Task<Page<Segment>> ListVersionsAsync(WorkspaceId workspace, SegmentId id, int limit, string? cursor, CancellationToken cancellation = default) =>
        database.ReadAsync(session => session
            .Prepare("SELECT document FROM segment_versions WHERE workspace = ?1 AND id = ?2 AND version < ?3 ORDER BY version DESC LIMIT ?4")
            .Bind(1, workspace.Value).Bind(2, id.Value).Bind(3, PageCursor.ReadNumber(cursor) ?? long.MaxValue).Bind(4, limit + 1)
            .ReadPage(limit, Read, one => PageCursor.Write(one.Version.ToString(CultureInfo.InvariantCulture)), () => session
                .Prepare("SELECT count(*) FROM segment_versions WHERE workspace = ?1 AND id = ?2").Bind(1, workspace.Value).Bind(2, id.Value).Number()), cancellation);

    internal static Segment Read(Statement row) => JsonSerializer.Deserialize<Segment>(row.GetBytes(0), Wire.Json)!;

    private static long RevisionOf(ReadSession session, WorkspaceId workspace) =>
        session.Prepare("SELECT revision FROM segment_webs WHERE workspace = ?1").Bind(1, workspace.Value).Number();

    /// <summary>False when the web is no longer as it was read.</summary>
    private static bool Advance(WriteSession session, WorkspaceId workspace, SegmentWeb web)
    {
        if (RevisionOf(session, workspace) != web.Revision)
            return false;
        session.Prepare("INSERT INTO segment_webs (workspace, revision) VALUES (?1, 1) ON CONFLICT DO UPDATE SET revision = revision + 1").Bind(1, workspace.Value).Execute();
        return true;
    }

    private static void Upsert(WriteSession session, Segment segment) => session.Prepare("""
        INSERT INTO segments (workspace, id, version, name, words, tags, goals, names, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        ON CONFLICT DO UPDATE SET version = excluded.version, name = excluded.name, words = excluded.words, tags = excluded.tags, goals = excluded.goals,
            names = excluded.names, created_at = excluded.created_at, updated_at = excluded.updated_at, deleted_at = NULL
        """)
        .Bind(1, segment.Workspace.Value)
        .Bind(2, segment.Id.Value)
        .Bind(3, segment.Version)
        .Bind(4, CampaignRows.Fold(segment.Name))
        .Bind(5, CampaignRows.Fold(string.Join('\n', [segment.Id.Value, segment.Name, segment.Description])))
        .Bind(6, CampaignRows.Members(segment.Tags))
        .Bind(7, CampaignRows.Members(segment.Goals))
        .Bind(8, JsonSerializer.Serialize(SegmentNames.In(segment.Audience), Wire.Json))
        .Bind(9, segment.CreatedAt)
        .Bind(10, segment.UpdatedAt)
        .Execute();
}
