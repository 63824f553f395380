using ActiveReach.Campaigns.LocalTimes;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Media;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns;

public enum RunStatus
{
    /// <summary>Put down for a start that may yet be lost; from the start on, until it is planned.</summary>
    Prepared,
    Planning,
    Sending,
    Paused,
    Active,
    Complete,
    Failed,
    Cancelled,

    /// <summary>An instance that was not sent at all; its reason says why.</summary>
    Skipped,
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

    /// <summary>The local time at which it reaches everybody by a clock of their own; null where all are reached at once.</summary>
    public LocalTime? LocalTime { get; init; }

    /// <summary>Stands for the run in its links; see <c>RunNumbers</c>.</summary>
    public long Number { get; init; }

    /// <summary>Where the links of its contents lead, by number, as they were read when sending began; see <c>LinkTable.Places</c>.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>The templates that its messages are made of; empty where they are made of none.</summary>
    public IReadOnlyList<PinnedTemplate> Templates { get; init; } = [];

    /// <summary>The uploads that its messages carry; empty where they carry none.</summary>
    public IReadOnlyList<PinnedMedia> Media { get; init; } = [];

    /// <summary>Instance id of the orchestration that drives it.</summary>
    public required string Orchestration { get; init; }

    public RunStatus Status { get; init; } = RunStatus.Planning;

    /// <summary>What is going on, in a sentence.</summary>
    public string? StatusReason { get; init; }

    /// <summary>What the user must do, in a sentence; null when nothing.</summary>
    public string? NextAction { get; init; }

    /// <summary>When the last message is expected to be handed over, while a limit or an hour decides that; null otherwise.</summary>
    public DateTimeOffset? ExpectedEnd { get; init; }

    /// <summary>Whether the experiment waits for a person to choose the winner.</summary>
    public bool AwaitsDecision { get; init; }

    /// <summary>Raised by each change of <see cref="Status"/>: writes of an older epoch are refused.</summary>
    public int Epoch { get; init; } = 1;

    /// <summary>The revision of the campaign that it was prepared from.</summary>
    public long PreparedFrom { get; init; }

    /// <summary>Of which version of the campaign the definition is.</summary>
    public int Version { get; init; }

    /// <summary>Of a run of a standing campaign the day of the workspace that it has: it takes what is due until that is over. Null for a run of an audience.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>The stage being sent; see <c>Stage</c> in Delivery.</summary>
    public int Stage { get; init; }

    /// <summary>What each variant gets of the audience, in their order; null where all get the same. See <c>ShareVariants</c>.</summary>
    public IReadOnlyList<double>? Shares { get; init; }

    /// <summary>The variant that the rest of the audience gets; null until chosen.</summary>
    public string? Winner { get; init; }

    /// <summary>When the rest gets it, where the winner has a time of its own; null otherwise, and until it is chosen.</summary>
    public DateTimeOffset? RestAt { get; init; }

    /// <summary>Figures and reason of the choice, as the API shows them.</summary>
    public Verdict? Verdict { get; init; }

    public string? FailureReason { get; init; }

    /// <summary>Which instance of a recurring campaign it is; null for others.</summary>
    public Instance? Instance { get; init; }

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

    /// <summary>Whether it was cancelled or failed: nothing more is to be sent, and no figure waits for it.</summary>
    public bool HasEnded() => Status is RunStatus.Cancelled or RunStatus.Failed;
}
