using System.Text.Json;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Segments;

/// <summary>A segment as callers write it.</summary>
/// <param name="Id"><c>seg_…</c>; null: one is drawn. Can't be changed later.</param>
/// <param name="Where">An expression; missing: everybody.</param>
public sealed record SegmentDefinition(
    string? Id = null,
    string? Name = null,
    string? Description = null,
    IReadOnlyList<string>? Tags = null,
    IReadOnlyList<string>? Goals = null,
    IReadOnlyList<string>? Include = null,
    IReadOnlyList<string>? Exclude = null,
    JsonElement? Where = null)
{
    private const int LongestName = 200;
    private const int LongestDescription = 2000;
    private const int LongestTag = 50;
    private const int MostTags = 20;
    private const int MostNamed = 50;

    /// <exception cref="InvalidInputException">With every problem and its path; what the expression means is checked later.</exception>
    public static SegmentDefinition Read(InputValue json)
    {
        var definition = json.Object("id", "name", "description", "tags", "goals", "include", "exclude", "where") is { } input ? Definition(input) : null;
        json.RefuseProblems();
        return definition!;
    }

    public static SegmentDefinition Of(Segment segment) => new(
        segment.Id.Value, segment.Name, segment.Description, segment.Tags, segment.Goals, segment.Audience.Include, segment.Audience.Exclude, segment.Audience.Where);

    /// <summary>What it becomes by a JSON merge patch.</summary>
    public SegmentDefinition With(InputValue patch)
    {
        if (patch.Find("id") is { } id && (id.IsNull ? null : id.Json.ToString()) != Id)
            throw new InvalidInputException("id", "read_only", $"The id of a segment stays what it is, '{Id}': leave id out, or make another segment.");
        return Read(InputValue.Of(JsonSerializer.SerializeToElement(MergePatch.Apply(JsonSerializer.SerializeToNode(this, Wire.Json), patch))));
    }

    /// <summary>The segment in its next version.</summary>
    internal Segment Apply(Segment segment) => segment with
    {
        Name = Name!,
        Description = Description,
        Tags = Tags ?? [],
        Goals = Goals ?? [],
        Audience = new Audience { Include = Include ?? [], Exclude = Exclude ?? [], Where = Where },
    };

    private static SegmentDefinition Definition(InputValue input)
    {
        var definition = new SegmentDefinition(
            input["id"]?.Text(64), input["name"]?.Text(LongestName)?.Trim(), input["description"]?.Text(LongestDescription),
            input["tags"]?.Texts(MostTags, LongestTag), input["goals"]?.Texts(CampaignGoals.All.Count, LongestTag),
            input["include"]?.Texts(MostNamed, 64), input["exclude"]?.Texts(MostNamed, 64), input["where"]?.Json);
        if (definition.Id is { } id && !SegmentId.TryParse(id, out _))
            input.Note("id", "invalid_value", $"'{id}' is no id of a segment: write seg_ and 1 to 60 letters, digits, - or _, e.g. seg_vip.");
        if (string.IsNullOrEmpty(definition.Name) && (input["name"] is null || definition.Name is not null))
            input.Note("name", "required", "name is missing: say in a few words who belongs to the segment.");
        foreach (var tag in (definition.Tags ?? []).Where(tag => string.IsNullOrWhiteSpace(tag) || tag.Contains('\n')))
            input.Note("tags", "invalid_value", $"'{tag.ReplaceLineEndings(" ")}' is no tag: write a word or two on one line.");
        foreach (var goal in (definition.Goals ?? []).Where(goal => !CampaignGoals.All.Contains(goal)))
            input.Note("goals", "unknown_value", $"'{goal}' is no goal: use some of {string.Join(", ", CampaignGoals.All)}.");
        return definition;
    }
}
