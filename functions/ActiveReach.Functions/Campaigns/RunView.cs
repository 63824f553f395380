using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Workspaces;

namespace ActiveReach.Functions.Campaigns;

/// <summary>A run as the API shows it.</summary>
public sealed record RunView
{
    public required string Id { get; init; }

    public required RunStatus Status { get; init; }

    /// <summary>What is going on with it.</summary>
    public string? StatusReason { get; init; }

    /// <summary>What somebody must do; missing when nothing.</summary>
    public string? NextAction { get; init; }

    /// <summary>When its last message is expected to be handed over, while a limit or quiet hours decide that; missing otherwise.</summary>
    public DateTimeOffset? ExpectedEnd { get; init; }

    /// <summary>What the caller may do with it alone.</summary>
    public required IReadOnlyList<string> Allowed { get; init; }

    /// <summary>Which instance of a recurring campaign it is; missing on others.</summary>
    public Instance? Instance { get; init; }

    public required int Stage { get; init; }

    public string? Winner { get; init; }

    public Verdict? Verdict { get; init; }

    public string? FailureReason { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    public DateTimeOffset? WindowClosesAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Since when its figures are final.</summary>
    public DateTimeOffset? FinalAt { get; init; }

    public static RunView Of(Run run, Caller caller) => new()
    {
        Id = run.Id.Value,
        Status = run.Status,
        StatusReason = run.StatusReason,
        NextAction = run.NextAction,
        ExpectedEnd = run.ExpectedEnd,
        Allowed = AllowedMoves.Of(run, caller.Role),
        Instance = run.Instance,
        Stage = run.Stage,
        Winner = run.Winner,
        Verdict = run.Verdict,
        FailureReason = run.FailureReason,
        StartedAt = run.StartedAt,
        SettledAt = run.SettledAt,
        WindowClosesAt = run.WindowClosesAt,
        CompletedAt = run.CompletedAt,
        FinalAt = run.FinalAt,
    };
}
