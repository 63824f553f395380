using System.Text.Json.Serialization;

namespace ActiveReach.Runs;

/// <summary>What an orchestration sees when it looks at the store: either the story goes on, or it waits for a doorbell or an
/// hour.</summary>
/// <param name="Outcome">Null while waiting.</param>
/// <param name="WakeAt">When to look again at the latest; only while waiting.</param>
/// <param name="Run">The run that was begun, where there is one.</param>
/// <param name="Stage">The stage of the ledger that the outcome is about.</param>
public sealed record Look(string? Outcome, DateTime? WakeAt = null, string? Run = null, int Stage = 0)
{
    /// <summary>Instance id of the orchestration that tells members of what was found.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Notice { get; init; }

    /// <summary>The story goes on.</summary>
    public const string GoOn = "go_on";

    /// <summary>Approved, and in the review of a vendor now.</summary>
    public const string InReview = "in_review";

    /// <summary>A run was begun, and more are to come.</summary>
    public const string Again = "again";

    /// <summary>There is nothing (more) to do here; the story goes on behind it.</summary>
    public const string NothingLeft = "nothing_left";

    /// <summary>The campaign went another way: cancelled, rejected, failed or submitted anew.</summary>
    public const string MovedOn = "moved_on";

    /// <summary>The first of two moments, of which one may never come.</summary>
    public static DateTimeOffset Earlier(DateTimeOffset? one, DateTimeOffset other) => one < other ? one.Value : other;

    /// <summary>Whether what it waits for is a person's decision.</summary>
    public bool AsksPeople { get; init; }

    public static Look WaitUntil(DateTimeOffset wakeAt) => new(null, wakeAt.UtcDateTime);

    public static Look WaitForPeople(DateTimeOffset wakeAt) => WaitUntil(wakeAt) with { AsksPeople = true };
}
