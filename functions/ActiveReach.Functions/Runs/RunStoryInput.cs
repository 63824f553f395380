using System.Text.Json.Serialization;

namespace ActiveReach.Functions.Runs;

/// <summary>Input of <see cref="RunStory"/>: ids and the place in the story, nothing else.</summary>
/// <param name="Stage">The stage of the ledger that is being sent.</param>
/// <param name="Looks">How often this chapter has looked at the store since it was last rung, in earlier executions; paces its watchdog.</param>
/// <param name="Failure">The step that failed again and again, once the story is given up.</param>
public sealed record RunStoryInput(string Workspace, string Run, RunChapter Chapter = RunChapter.Planning, int Stage = 0, int Looks = 0, string? Failure = null)
{
    /// <summary>Where the request ran that led to it, for those who watch; left out while nobody recorded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Trace { get; init; }
}

/// <summary>The chapters in their order, and the two ways to end early. Numbers travel in histories: never renumber.</summary>
public enum RunChapter
{
    Planning = 0,
    TestSlice = 1,
    Decision = 2,
    Rest = 3,
    Fallback = 4,
    FallbackWave = 5,
    ReplyWindow = 6,

    /// <summary>The run was cancelled or failed: what was not sent gets its reason.</summary>
    Ended = 7,
    GivenUp = 8,
}
