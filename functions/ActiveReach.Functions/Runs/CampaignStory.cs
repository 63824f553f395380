using System.Text.Json.Serialization;

namespace ActiveReach.Functions.Runs;

/// <summary>Input of <see cref="CampaignRun"/>: ids and the place in the story, nothing else.</summary>
/// <param name="Submission">Ordinal of the submission that this orchestration belongs to.</param>
/// <param name="Run">The run, once sending has begun.</param>
/// <param name="Stage">The stage of the ledger that is being sent.</param>
/// <param name="Looks">How often this chapter has looked at the store since it was last rung, in earlier executions; paces its watchdog.</param>
/// <param name="Failure">The step that failed again and again, once the story is given up.</param>
public sealed record CampaignStory(
    string Workspace, string Campaign, int Submission, Chapter Chapter = Chapter.Approval, string? Run = null, int Stage = 0, int Looks = 0, string? Failure = null)
{
    /// <summary>Where the request ran that led to it, for those who watch; left out while nobody recorded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Trace { get; init; }
}

/// <summary>The chapters in their order, and the two ways to end early. Numbers travel in histories: never renumber.</summary>
public enum Chapter
{
    Approval = 0,
    Start = 1,
    Planning = 2,
    TestSlice = 3,
    Decision = 4,
    Rest = 5,
    Fallback = 6,
    FallbackWave = 7,
    ReplyWindow = 8,

    /// <summary>The run was cancelled or failed: what was not sent gets its reason.</summary>
    Ended = 9,
    GivenUp = 10,
}
