using System.Globalization;
using ActiveReach.Audiences.Segments;
using ActiveReach.Lists;
using ActiveReach.Sqlite.Campaigns;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Segments;

/// <summary>One page of the list; the place in it is the last row's sort value and id.</summary>
internal sealed class SegmentListing(WorkspaceId workspace, SegmentQuery query)
{
    private const string Filter = """
        FROM segments AS s WHERE s.workspace = ?1 AND s.deleted_at IS NULL
        AND (?2 IS NULL OR instr(s.words, ?2) > 0) AND (?3 IS NULL OR instr(s.tags, ?3) > 0) AND (?4 IS NULL OR instr(s.goals, ?4) > 0)
        """;

    private readonly string column = query.Page.Sort switch
    {
        "createdAt" => "created_at",
        "updatedAt" => "updated_at",
        "name" => "name",
        var other => throw new ArgumentOutOfRangeException(nameof(query), other, "Segments are not sorted by it."),
    };

    public Page<Segment> Read(ReadSession session)
    {
        var place = PageCursor.Read(query.Page.Cursor, 2);
        var rows = Bind(session.Prepare($"""
            SELECT (SELECT document FROM segment_versions AS v WHERE v.workspace = s.workspace AND v.id = s.id AND v.version = s.version)
            {Filter} AND (?6 IS NULL OR (s.{column}, s.id) {(query.Page.Descending ? "<" : ">")} (?5, ?6))
            ORDER BY s.{column} {Order}, s.id {Order} LIMIT ?7
            """)).Bind(6, place?[1]).Bind(7, query.Page.Limit + 1);
        if (place is null)
            rows.Bind(5, (string?)null);
        else if (column == "name")
            rows.Bind(5, place[0]);
        else
            rows.Bind(5, PageCursor.Number(query.Page.Cursor, place[0]));
        return rows.ReadPage(query.Page.Limit, SqliteSegmentStore.Read, CursorOf, () => Bind(session.Prepare($"SELECT count(*) {Filter}")).Number());
    }

    private string Order => query.Page.Descending ? "DESC" : "ASC";

    private Statement Bind(Statement statement) => statement
        .Bind(1, workspace.Value)
        .Bind(2, query.Text is { Length: > 0 } text ? CampaignRows.Fold(text) : null)
        .Bind(3, query.Tag is { } tag ? CampaignRows.Member(tag) : null)
        .Bind(4, query.Goal is { } goal ? CampaignRows.Member(goal) : null);

    private string CursorOf(Segment segment) => PageCursor.Write(
        column switch
        {
            "created_at" => Milliseconds(segment.CreatedAt),
            "updated_at" => Milliseconds(segment.UpdatedAt),
            _ => CampaignRows.Fold(segment.Name),
        },
        segment.Id.Value);

    private static string Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
