using System.Globalization;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Lists;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Campaigns;

/// <summary>One page of the list: a filter, an order and a place in it. The place is the last row's sort value and id, so that
/// rows added or changed in between neither repeat nor hide others.</summary>
internal sealed class CampaignListing
{
    private static readonly Dictionary<string, string> Columns = new(StringComparer.Ordinal)
    {
        ["createdAt"] = "created_at",
        ["updatedAt"] = "updated_at",
        ["startsAt"] = "starts_at",
        ["status"] = "status",
        ["name"] = "name",
    };

    private readonly CampaignQuery query;
    private readonly string column;
    private readonly bool descending;
    private readonly List<string> conditions = ["workspace = ?1"];
    private readonly List<object> values = [];

    public CampaignListing(WorkspaceId workspace, CampaignQuery query)
    {
        this.query = query;
        descending = query.Sort.StartsWith('-');
        column = Columns.GetValueOrDefault(query.Sort.TrimStart('-')) ?? throw new InvalidInputException(
            "sort", "unknown_sort", $"'{query.Sort}' is no order of campaigns: use one of {string.Join(", ", Columns.Keys)}, with a leading - for descending.");
        values.Add(workspace.Value);
        if (query.Statuses.Count > 0)
            conditions.Add($"status IN ({string.Join(", ", query.Statuses.Select(status => Value((long)status)))})");
        if (query.Type is { } type)
            conditions.Add($"type = {Value((long)type)}");
        if (query.Channel is { } channel)
            conditions.Add($"instr(channels, {Value(CampaignRows.Member(channel.Name()))}) > 0");
        if (query.Tag is { } tag)
            conditions.Add($"instr(tags, {Value(CampaignRows.Member(tag))}) > 0");
        if (query.Segment is { } segment)
            conditions.Add($"instr(segments, {Value(CampaignRows.Member(segment.Value))}) > 0");
        if (query.Location is { } location)
            conditions.Add($"location = {Value(location)}");
        if (query.Text is { Length: > 0 } text)
            conditions.Add($"instr(words, {Value(CampaignRows.Fold(text))}) > 0");
        if (query.From is { } from)
            conditions.Add($"on_date >= {Value(from.ToUnixTimeMilliseconds())}");
        if (query.To is { } to)
            conditions.Add($"on_date < {Value(to.ToUnixTimeMilliseconds())}");
    }

    public CampaignPage Read(ReadSession session)
    {
        var count = Bind(session.Prepare($"SELECT count(*) FROM campaigns WHERE {string.Join(" AND ", conditions)}"));
        count.Step();
        var total = count.GetInt64(0);

        if (query.Cursor is not null)
        {
            var (value, id) = Place(query.Cursor);
            conditions.Add($"({column}, id) {(descending ? "<" : ">")} ({Value(value)}, {Value(id)})");
        }

        var order = descending ? "DESC" : "ASC";
        var row = Bind(session.Prepare(
            $"SELECT document, {column}, id FROM campaigns WHERE {string.Join(" AND ", conditions)} ORDER BY {column} {order}, id {order} LIMIT {Value(query.Limit + 1L)}"));
        var items = new List<Campaign>();
        string? last = null;
        while (row.Step())
        {
            if (items.Count == query.Limit)
                return new CampaignPage(items, last, total);
            items.Add(CampaignRows.Read(row.GetBytes(0)));
            last = Cursor(column == "name" ? row.GetString(1) : row.GetInt64(1).ToString(CultureInfo.InvariantCulture), row.GetString(2));
        }

        return new CampaignPage(items, null, total);
    }

    private string Value(object value)
    {
        values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"?{values.Count}");
    }

    private Statement Bind(Statement statement)
    {
        for (var index = 0; index < values.Count; index++)
            _ = values[index] is long number ? statement.Bind(index + 1, number) : statement.Bind(index + 1, (string)values[index]);
        return statement;
    }

    private string Cursor(string value, string id) => PageCursor.Write(query.Sort, value, id);

    private (object Value, string Id) Place(string cursor)
    {
        var parts = PageCursor.Read(cursor, 3)!;
        if (parts[0] != query.Sort)
            throw new InvalidInputException("cursor", "invalid_cursor", $"The cursor is of a list sorted by {parts[0]}, not {query.Sort}: keep the sort while paging, or start again without a cursor.");
        return (column == "name" ? parts[1] : PageCursor.Number(cursor, parts[1]), parts[2]);
    }
}
