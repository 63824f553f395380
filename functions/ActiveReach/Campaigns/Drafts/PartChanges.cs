using System.Text.Json;
using System.Text.Json.Nodes;
using ActiveReach.Problems;

namespace ActiveReach.Campaigns.Drafts;

/// <summary>What an edit changed, part by part, as callers write the parts.</summary>
internal static class PartChanges
{
    public static IReadOnlyList<PartChange> Between(CampaignDefinition before, CampaignDefinition after) =>
        [.. Between("", CampaignView.Definition(before), CampaignView.Definition(after))];

    private static IEnumerable<PartChange> Between(string path, JsonNode? before, JsonNode? after)
    {
        if (JsonNode.DeepEquals(before, after))
            return [];
        return (before, after) switch
        {
            (JsonObject one, JsonObject other) => one.Select(member => member.Key).Union(other.Select(member => member.Key)).SelectMany(name => Between(JsonPath.Append(path, name), one[name], other[name])),
            (JsonArray one, JsonArray other) when one.Count == other.Count => one.Zip(other).SelectMany((pair, index) => Between($"{path}[{index}]", pair.First, pair.Second)),
            _ => [new PartChange(path, Text(before), Text(after))],
        };
    }

    private static string? Text(JsonNode? value) => value switch
    {
        null => null,
        JsonValue when value.GetValueKind() is JsonValueKind.String => (string)value!,
        _ => value.ToJsonString(Wire.Json),
    };
}

/// <summary>What an edit made of one part.</summary>
/// <param name="Path">The part, e.g. <c>variants[0].content.sms.text</c>.</param>
/// <param name="Before">Missing for a part that was added.</param>
/// <param name="After">Missing for a part that was removed.</param>
public sealed record PartChange(string Path, string? Before, string? After);
