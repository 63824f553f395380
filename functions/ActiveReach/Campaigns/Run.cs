using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns;

public enum RunStatus
{
    Planning,
    Sending,
    Paused,
    Active,
    Complete,
    Failed,
    Cancelled,
}

/// <summary>One execution with the definition as it was when sending began. Changes are compare-and-sets on <see cref="Revision"/>.</summary>
public sealed record Run
{
    public required RunId Id { get; init; }

    public required CampaignId Campaign { get; init; }

    public required WorkspaceId Workspace { get; init; }

    public required CampaignDefinition Definition { get; init; }

    /// <summary>The versions of the segments of its audience, nested ones too, as they were at its start: an edit of a segment changes
    /// nothing of a run that has begun.</summary>
    public IReadOnlyDictionary<string, int> Segments { get; init; } = new Dictionary<string, int>();

    /// <summary>Instance id of the orchestration that drives it.</summary>
    public required string Orchestration { get; init; }

    public RunStatus Status { get; init; } = RunStatus.Planning;

    /// <summary>Raised by pause, resume and cancel: writes of an older epoch are refused.</summary>
    public int Epoch { get; init; } = 1;

    /// <summary>The stage being sent; see <c>Stage</c> in Delivery.</summary>
    public int Stage { get; init; }

    /// <summary>The variant that the rest of the audience gets; null until chosen.</summary>
    public string? Winner { get; init; }

    /// <summary>Figures and reason of the choice, as the API shows them.</summary>
    public Verdict? Verdict { get; init; }

    public string? FailureReason { get; init; }

    /// <summary>The instant that its audience is asked as of.</summary>
    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    public DateTimeOffset? WindowClosesAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Since when its figures change no more; null while receipts are awaited.</summary>
    public DateTimeOffset? FinalAt { get; init; }

    /// <summary>Where the request ran that led to it, for those who watch; null where nobody recorded.</summary>
    public string? Trace { get; init; }

    public long Revision { get; init; }
}

/// <summary>Runs as documents; the same rules of writing as <see cref="ICampaignStore"/>.</summary>
public interface IRunStore
{
    /// <summary>Adds a run; false when it exists (a repeated activity).</summary>
    Task<bool> TryAddAsync(Run run, CancellationToken cancellation = default);

    Task<Run?> FindAsync(RunId id, CancellationToken cancellation = default);

    Task<Run?> TryUpdateAsync(Run run, IReadOnlyList<Intent>? intents = null, CancellationToken cancellation = default);

    Task<IReadOnlyList<Run>> ListAsync(WorkspaceId workspace, CampaignId campaign, CancellationToken cancellation = default);
}
