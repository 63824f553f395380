using System.Text.Json.Serialization;

namespace ActiveReach.Functions.Runs;

/// <summary>Input of the activities of <see cref="CampaignLife"/>: where to look, ids only.</summary>
public sealed record CampaignLook(string Workspace, string Campaign, int Submission)
{
    /// <summary>Where the request ran that led to it, for those who watch; left out while nobody recorded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Trace { get; init; }
}

/// <summary>Names of the activities of <see cref="CampaignLife"/>.</summary>
internal static class LifeActivity
{
    public const string LookForApproval = nameof(LookForApproval);
    public const string LookForReview = nameof(LookForReview);
    public const string StartRun = nameof(StartRun);
}
