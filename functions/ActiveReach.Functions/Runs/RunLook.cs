using System.Text.Json.Serialization;

namespace ActiveReach.Functions.Runs;

/// <summary>Input of the activities of <see cref="RunStory"/>: where to look, ids only.</summary>
public sealed record RunLook(string Workspace, string Run, int Stage, int Looks, string? Failure)
{
    /// <summary>Where the request ran that led to it, for those who watch; left out while nobody recorded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Trace { get; init; }
}

/// <summary>Names of the activities of <see cref="RunStory"/>.</summary>
internal static class RunActivity
{
    public const string PlanAudience = nameof(PlanAudience);
    public const string SendStage = nameof(SendStage);
    public const string ChooseWinner = nameof(ChooseWinner);
    public const string PlanFallback = nameof(PlanFallback);
    public const string CloseReplyWindow = nameof(CloseReplyWindow);
    public const string SettleEnded = nameof(SettleEnded);
    public const string FailRun = nameof(FailRun);
}
