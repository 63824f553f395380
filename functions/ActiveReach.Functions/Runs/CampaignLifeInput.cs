using System.Text.Json.Serialization;

namespace ActiveReach.Functions.Runs;

/// <summary>Input of <see cref="CampaignLife"/>: ids and the place in it, nothing else.</summary>
/// <param name="Submission">Ordinal of the submission that this orchestration belongs to.</param>
/// <param name="Looks">How often this chapter has looked at the store since it was last rung, in earlier executions.</param>
public sealed record CampaignLifeInput(string Workspace, string Campaign, int Submission, LifeChapter Chapter = LifeChapter.Approval, int Looks = 0)
{
    /// <summary>Where the request ran that led to it, for those who watch; left out while nobody recorded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Trace { get; init; }
}

/// <summary>The chapters: approval, review where a vendor looks at what it is made of, schedule. Numbers travel in histories: never renumber.</summary>
public enum LifeChapter
{
    Approval = 0,
    Schedule = 1,
    Review = 2,
}
