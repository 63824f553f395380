using System.Text.Json.Serialization;
using ActiveReach.Workspaces;

namespace ActiveReach.Outlets.Assignment;

/// <summary>How far the assignment of all contacts of a workspace has come.</summary>
/// <param name="Generation">Version of the plan at which it was asked for: asking again starts it over.</param>
/// <param name="After">The last contact that was looked at.</param>
/// <param name="Seen">Contacts looked at.</param>
/// <param name="Changed">Of them, those who got another outlet.</param>
public sealed record AssignmentProgress(WorkspaceId Workspace, long Generation, long After, long Seen, long Changed)
{
    public DateTimeOffset AskedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When it last got on.</summary>
    public DateTimeOffset TouchedAt { get; init; }

    /// <summary>Why it ended before everybody was looked at, in a sentence; null otherwise.</summary>
    public string? Error { get; init; }

    [JsonIgnore]
    public bool IsOver => FinishedAt is not null;
}
