using System.Text.Json.Serialization;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns;

/// <summary>A campaign: its definition, where it stands and who touched it. Every change is a compare-and-set on
/// <see cref="Revision"/>.</summary>
public sealed record Campaign
{
    public required CampaignId Id { get; init; }

    public required WorkspaceId Workspace { get; init; }

    public required CampaignDefinition Definition { get; init; }

    public CampaignStatus Status { get; init; } = CampaignStatus.Draft;

    /// <summary>What is going on, in a sentence. From the first run on this, the status and the three below are what schedule and runs say,
    /// derived from them for those who look at campaigns.</summary>
    public string? StatusReason { get; init; }

    /// <summary>What the user must do, in a sentence; null when nothing.</summary>
    public string? NextAction { get; init; }

    /// <summary>When the last message is expected to be handed over, while a limit or an hour decides that; null otherwise.</summary>
    public DateTimeOffset? ExpectedEnd { get; init; }

    /// <summary>Whether the experiment waits for a person to choose the winner.</summary>
    public bool AwaitsDecision { get; init; }

    /// <summary>Counts the edits of the definition: the ETag.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Counts every write of the row; owned by the store.</summary>
    public long Revision { get; init; }

    /// <summary>Counts submissions; the orchestration of this one is <see cref="OrchestrationId"/>.</summary>
    public int Submission { get; init; }

    /// <summary>The zoned intent resolved to an instant, of a recurring campaign that of its next instance or its last; null before it is scheduled, and until it has started where it does so at once.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>When its runs start; null before it is submitted.</summary>
    public CampaignSchedule? Schedule { get; init; }

    /// <summary>How many runs it has started, skipped instances included: the ordinal of the latest.</summary>
    public int RunsStarted { get; init; }

    /// <summary>The latest run, if any.</summary>
    public RunId? Run { get; init; }

    public ApprovalState Approval { get; init; } = ApprovalState.NotAsked;

    /// <summary>When the approval request lapses.</summary>
    public DateTimeOffset? ApprovalExpiresAt { get; init; }

    /// <summary>Who was asked to approve the current submission when it was submitted.</summary>
    public IReadOnlyList<string> Approvers { get; init; } = [];

    /// <summary>Whom it was escalated to, who were asked besides.</summary>
    public IReadOnlyList<string> EscalatedTo { get; init; } = [];

    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>How many of its reminders have been told.</summary>
    public int Reminders { get; init; }

    /// <summary>How many must say yes.</summary>
    public int ApprovalsNeeded { get; init; } = 1;

    /// <summary>Who has said yes to the current submission, in order.</summary>
    public IReadOnlyList<Approving> Approvals { get; init; } = [];

    /// <summary>What was last approved, while an edit of it waits for approval anew; null otherwise.</summary>
    public CampaignDefinition? ApprovedBefore { get; init; }

    /// <summary>The templates that the current submission is made of; empty where it is made of none.</summary>
    public IReadOnlyList<PinnedTemplate> Templates { get; init; } = [];

    /// <summary>How it stands with their vendor.</summary>
    public ReviewState Review { get; init; } = ReviewState.NotNeeded;

    /// <summary>When the wait for the vendor's verdict ends.</summary>
    public DateTimeOffset? ReviewExpiresAt { get; init; }

    /// <summary>What the vendor rejected, and why.</summary>
    public string? ReviewReason { get; init; }

    public string? SubmittedBy { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>Where the request ran that submitted it, for those who watch; null where nobody recorded.</summary>
    public string? Trace { get; init; }

    /// <summary>Uploads that its runs have sent, whatever it says now.</summary>
    public IReadOnlyList<string> SentMedia { get; init; } = [];

    public string? DecidedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public string? DecisionComment { get; init; }

    public required string DraftedBy { get; init; }

    /// <summary>Everyone who changed what is about to be approved (drafting included).</summary>
    public IReadOnlyList<string> EditedBy { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Instance id of the orchestration of the current submission: domain id and ordinal, never random.</summary>
    public string OrchestrationId => OrchestrationIdOf(Id, Submission);

    /// <summary>Everybody who was asked, in the order of asking, which links rely on.</summary>
    public IReadOnlyList<string> Asked() => EscalatedTo.Count == 0 ? Approvers : [.. Approvers, .. EscalatedTo];

    /// <summary>Instance id of the orchestration that tells members of the current submission.</summary>
    /// <param name="number">Which reminder.</param>
    public string NoticeId(ApprovalNoticeKind kind, int number = 0) => kind switch
    {
        ApprovalNoticeKind.Request => $"approval-notice-{Id}-{Submission}",
        ApprovalNoticeKind.Reminder => $"approval-reminder-{Id}-{Submission}-{number}",
        ApprovalNoticeKind.Escalation => $"approval-escalation-{Id}-{Submission}",
        _ => $"approval-outcome-{Id}-{Submission}",
    };

    /// <summary>Whether its schedule has runs to come, whatever those that have started do.</summary>
    [JsonIgnore]
    public bool HasMoreToCome => Schedule is { State: ScheduleState.On or ScheduleState.Paused };

    /// <summary>What it is when nobody has to be waited for any more: a pause outlasts the wait.</summary>
    [JsonIgnore]
    public CampaignStatus StatusBySchedule => Schedule?.State is ScheduleState.Paused ? CampaignStatus.Paused : CampaignStatus.Scheduled;

    public static string OrchestrationIdOf(CampaignId campaign, int submission) => $"campaign-{campaign}-{submission}";
}

public enum ApprovalState
{
    NotAsked,
    Waiting,
    Approved,
    Rejected,
    Expired,

    /// <summary>Whoever submitted it took it back.</summary>
    Withdrawn,
}

/// <summary>One yes.</summary>
public sealed record Approving(string Member, DateTimeOffset At, string? Comment = null);
