using System.Text.Json;
using System.Text.Json.Nodes;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Problems;

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
    public static SegmentDefinition Read(JsonElement json)
    {
        var problems = new List<InputProblem>();
        var input = InputObject.Of(json, "", problems, "id", "name", "description", "tags", "goals", "include", "exclude", "where");
        var definition = input is null ? null : Read(input);
        return problems.Count == 0 ? definition! : throw new InvalidInputException(problems);
    }

    public static SegmentDefinition Of(Segment segment) => new(
        segment.Id.Value, segment.Name, segment.Description, segment.Tags, segment.Goals, segment.Audience.Include, segment.Audience.Exclude, segment.Audience.Where);

    /// <summary>What it becomes by a JSON merge patch.</summary>
    public SegmentDefinition With(JsonElement patch)
    {
        if (patch.ValueKind is JsonValueKind.Object && patch.TryGetProperty("id", out var id) && JsonNode.Parse(id.GetRawText())?.ToString() != Id)
            throw new InvalidInputException("id", "read_only", $"The id of a segment stays what it is, '{Id}': leave id out, or make another segment.");
        return Read(JsonSerializer.SerializeToElement(MergePatch.Apply(JsonSerializer.SerializeToNode(this, Wire.Json), patch)));
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

    private static SegmentDefinition Read(InputObject input)
    {
        var definition = new SegmentDefinition(
            input.Text("id", 64), input.Text("name", LongestName)?.Trim(), input.Text("description", LongestDescription),
            input.Texts("tags", MostTags, LongestTag), input.Texts("goals", CampaignGoals.All.Count, LongestTag),
            input.Texts("include", MostNamed, 64), input.Texts("exclude", MostNamed, 64), input.Raw("where"));
        if (definition.Id is { } id && !SegmentId.TryParse(id, out _))
            input.Note("id", "invalid_value", $"'{id}' is no id of a segment: write seg_ and 1 to 60 letters, digits, - or _, e.g. seg_vip.");
        if (string.IsNullOrEmpty(definition.Name) && (!input.Has("name") || definition.Name is not null))
            input.Note("name", "required", "name is missing: say in a few words who belongs to the segment.");
        foreach (var tag in (definition.Tags ?? []).Where(tag => string.IsNullOrWhiteSpace(tag) || tag.Contains('\n')))
            input.Note("tags", "invalid_value", $"'{tag.ReplaceLineEndings(" ")}' is no tag: write a word or two on one line.");
        foreach (var goal in (definition.Goals ?? []).Where(goal => !CampaignGoals.All.Contains(goal)))
            input.Note("goals", "unknown_value", $"'{goal}' is no goal: use some of {string.Join(", ", CampaignGoals.All)}.");
        return definition;
    }
}
