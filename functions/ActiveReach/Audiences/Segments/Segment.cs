using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Segments;

/// <summary>A saved audience with a name, in one of its versions.</summary>
public sealed record Segment
{
    public required SegmentId Id { get; init; }

    public required WorkspaceId Workspace { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What it is good for, in the names of <see cref="Campaigns.Definitions.CampaignGoals"/>.</summary>
    public IReadOnlyList<string> Goals { get; init; } = [];

    /// <summary>Who belongs to it; never names people one by one.</summary>
    public required Audience Audience { get; init; }

    /// <summary>Counts the edits, from 1; every version is kept. The ETag.</summary>
    public int Version { get; init; } = 1;

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Who made this version.</summary>
    public required string EditedBy { get; init; }
}
