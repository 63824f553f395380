using System.Globalization;
using ActiveReach.Channels;
using ActiveReach.Documents;
using ActiveReach.Lists;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Records;

/// <summary>The list of campaigns, found by their rows. The place in it is the last one's sort value and id, so that campaigns
/// added or changed in between neither repeat nor hide others.</summary>
internal static class CampaignListing
{
    private static readonly string[] Sorts = ["createdAt", "updatedAt", "startsAt", "status", "name", "recipients", "responseRate", "ctr", "revenue"];

    public static async Task<CampaignPage> ReadAsync(IDocuments documents, WorkspaceId workspace, CampaignQuery query, CancellationToken cancellation)
    {
        var sort = query.Sort.TrimStart('-');
        if (!Sorts.Contains(sort, StringComparer.Ordinal))
            throw new InvalidInputException("sort", "unknown_sort", $"'{query.Sort}' is no order of campaigns: use one of {string.Join(", ", Sorts)}, with a leading - for descending.");
        var page = await documents.QueryAsync(
            CampaignRow.Kind,
            CampaignRow.Kind.In(workspace.Partition) with
            {
                Where = [.. Conditions(query)],
                OrderBy = sort,
                Descending = query.Sort.StartsWith('-'),
                Limit = query.Limit,
                After = Place(query, sort),
                Counts = true,
            },
            cancellation);
        // One that was deleted after its row was read is no more.
        var found = await Task.WhenAll(page.Items.Select(row => documents.FindAsync(CampaignRecords.Kind, workspace.Partition, row.Value.Id.Value, cancellation)));
        return new CampaignPage([.. found.OfType<Stored<Campaign>>().Select(each => each.Value)], page.Next is { } next ? Cursor(query, next) : null, page.Count ?? 0)
        {
            Figures = page.Items.Where(row => row.Value.Figures is not null).ToDictionary(row => row.Value.Id, row => row.Value.Figures!),
        };
    }

    private static IEnumerable<FieldCondition> Conditions(CampaignQuery query)
    {
        if (query.Statuses.Count > 0)
            yield return FieldCondition.OneOf("status", query.Statuses.Select(status => (FieldValue)(double)status));
        if (query.Type is { } type)
            yield return FieldCondition.Is("type", (double)type);
        if (query.Priorities.Count > 0)
            yield return FieldCondition.OneOf("priority", query.Priorities.Select(priority => (FieldValue)(double)priority));
        if (query.Channel is { } channel)
            yield return FieldCondition.Is("channel", channel.Name());
        if (query.Tag is { } tag)
            yield return FieldCondition.Is("tag", ListText.Fold(tag));
        if (query.Segment is { } segment)
            yield return FieldCondition.Is("segment", ListText.Fold(segment.Value));
        if (query.Location is { } location)
            yield return FieldCondition.Is("location", location);
        if (query.Text is { Length: > 0 } text)
            yield return FieldCondition.Contains("words", ListText.Fold(text));
        if (query.From is not null || query.To is not null)
            yield return FieldCondition.Within("onDate", query.From is { } from ? from : (FieldValue?)null, query.To is { } to ? to : (FieldValue?)null);
    }

    private static string Cursor(CampaignQuery query, DocumentPlace place) => PageCursor.Write(
        query.Sort, place.Value is { Text: { } text } ? text : place.Value!.Value.Number.ToString("R", CultureInfo.InvariantCulture), place.Id);

    private static DocumentPlace? Place(CampaignQuery query, string sort)
    {
        if (PageCursor.Read(query.Cursor, 3) is not { } parts)
            return null;
        if (parts[0] != query.Sort)
            throw new InvalidInputException("cursor", "invalid_cursor", $"The cursor is of a list sorted by {parts[0]}, not {query.Sort}: keep the sort while paging, or start again without a cursor.");
        return new DocumentPlace(sort == "name" ? parts[1] : PageCursor.Real(query.Cursor, parts[1]), parts[2]);
    }
}
