using System.Text.Json;

namespace ActiveReach.Audiences.Segments;

/// <summary>Finds the segments that an audience names.</summary>
public static class SegmentNames
{
    /// <summary>Those of include, exclude and where, each once. The expression may be broken: what can't be a name is passed over.</summary>
    public static IReadOnlyList<SegmentId> In(Audience audience) =>
        [.. audience.Include.Concat(audience.Exclude).Concat(In(audience.Where)).Where(name => SegmentId.TryParse(name, out _)).Distinct(StringComparer.Ordinal).Select(name => new SegmentId(name))];

    private static IEnumerable<string> In(JsonElement? expression) => expression switch
    {
        { ValueKind: JsonValueKind.Object } json => json.EnumerateObject().SelectMany(Of),
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().SelectMany(item => In(item)),
        _ => [],
    };

    private static IEnumerable<string> Of(JsonProperty member) => member switch
    {
        { Name: "segment", Value.ValueKind: JsonValueKind.String } => [member.Value.GetString()!],
        { Name: "all" or "any" or "not" } => In(member.Value),
        _ => [],
    };
}
