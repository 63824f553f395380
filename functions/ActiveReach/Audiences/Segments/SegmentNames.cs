using ActiveReach.Inputs;

namespace ActiveReach.Audiences.Segments;

/// <summary>Finds the segments that an audience names.</summary>
public static class SegmentNames
{
    /// <summary>Those of include, exclude and where, each once. The expression may be broken: what can't be a name is passed over.</summary>
    public static IReadOnlyList<SegmentId> In(Audience audience) =>
        [.. audience.Include.Concat(audience.Exclude).Concat(In(audience.Where is { } where ? InputValue.Of(where) : null)).Where(name => SegmentId.TryParse(name, out _)).Distinct(StringComparer.Ordinal).Select(name => new SegmentId(name))];

    private static IEnumerable<string> In(InputValue? expression) => expression is { } json ? [.. json.Members.SelectMany(Of), .. json.Items.SelectMany(item => In(item))] : [];

    private static IEnumerable<string> Of((string Name, InputValue Value) member) => member.Name switch
    {
        "segment" when member.Value.AsText is { } name => [name],
        "all" or "any" or "not" => In(member.Value),
        _ => [],
    };
}
