using System.Text.Json;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Audiences.Segments;
using ActiveReach.Lists;
using ActiveReach.Problems;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.FieldTypes;

/// <summary>Who asks for a custom field in a way that another type doesn't allow: segments, and campaigns that are not over.</summary>
public sealed class FieldUsers(SavedSegments segments, ICampaignAudiences campaigns)
{
    /// <exception cref="ConflictException">There are some; with all of them.</exception>
    public async Task CheckAsync(Workspace workspace, string field, FieldType to, CancellationToken cancellation = default)
    {
        var after = workspace.CustomFields.ToDictionary(StringComparer.Ordinal);
        after[field] = to;
        var (broken, why) = (new List<SegmentUser>(), (string?)null);
        string? cursor = null;
        do
        {
            var page = await segments.ListAsync(workspace.Id, new SegmentQuery(new PageQuery(PageQuery.MaxLimit, cursor, "name", false)), cancellation);
            foreach (var segment in page.Items)
            {
                if (Broken(segment.Audience, workspace, after, field) is not { } problem)
                    continue;
                broken.Add(new SegmentUser(segment.Id.Value, segment.Name));
                why ??= problem;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);

        var running = new List<CampaignUser>();
        await foreach (var (campaign, audience) in campaigns.AllAsync(workspace.Id, cancellation))
        {
            if (Broken(audience, workspace, after, field) is not { } problem || running.Contains(campaign))
                continue;
            running.Add(campaign);
            why ??= problem;
        }

        if (why is null)
            return;
        var names = broken.Select(segment => $"the segment '{segment.Id}'").Concat(running.Select(campaign => $"the campaign '{campaign.Id}'")).ToList();
        throw new ConflictException(
            $"'custom.{field}' can't become {to.ToString().ToLowerInvariant()}: {string.Join(", ", names.Take(3))}{(names.Count > 3 ? $" and {names.Count - 3} more" : "")} could no longer be read. {why} Change them first.",
            details: new Dictionary<string, object?> { ["segments"] = broken, ["campaigns"] = running });
    }

    /// <summary>What would be wrong that isn't now.</summary>
    private static string? Broken(Audience? audience, Workspace workspace, Dictionary<string, FieldType> after, string field) =>
        audience?.Where is { } where && where.GetRawText().Contains(field, StringComparison.Ordinal)
        && Problem(where, workspace.CustomFields) is null ? Problem(where, after) : null;

    private static string? Problem(JsonElement where, IReadOnlyDictionary<string, FieldType> fields)
    {
        var problems = new List<InputProblem>();
        ExpressionParser.Parse(where, fields, "where", problems);
        return problems.Count > 0 ? problems[0].Message : null;
    }
}
