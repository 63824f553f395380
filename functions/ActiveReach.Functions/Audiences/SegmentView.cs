using System.Text.Json;
using ActiveReach.Audiences.Segments;
using ActiveReach.Functions.Http;

namespace ActiveReach.Functions.Audiences;

/// <summary>A segment as the API shows it.</summary>
public sealed record SegmentView(
    string Id,
    string Name,
    string? Description,
    IReadOnlyList<string> Tags,
    IReadOnlyList<string> Goals,
    IReadOnlyList<string> Include,
    IReadOnlyList<string> Exclude,
    JsonElement? Where,
    int Version,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string EditedBy)
{
    public static string Tag(Segment segment) => EntityTag.Of(segment.Version);

    public static SegmentView Of(Segment segment) => new(
        segment.Id.Value, segment.Name, segment.Description, segment.Tags, segment.Goals, segment.Audience.Include, segment.Audience.Exclude, segment.Audience.Where,
        segment.Version, segment.CreatedAt, segment.UpdatedAt, segment.EditedBy);
}

/// <param name="Reachable">By channel; somebody may be reachable on several.</param>
/// <param name="Excluded">By reason, of those whom no channel reaches.</param>
public sealed record AudienceCount(long Total, IReadOnlyDictionary<string, long> Reachable, IReadOnlyDictionary<string, long> Excluded)
{
    public static AudienceCount Of(PreviewView preview) => new(preview.Total, preview.Reachable, preview.Excluded);
}
