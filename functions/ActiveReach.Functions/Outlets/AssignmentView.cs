using ActiveReach.Outlets.Assignment;

namespace ActiveReach.Functions.Outlets;

/// <summary>How contacts are assigned to outlets, and how far the assignment of all has come.</summary>
public sealed record AssignmentView
{
    /// <summary><c>none</c> while the workspace never had an outlet, else <c>queued</c>, <c>running</c>, <c>complete</c> or <c>failed</c>.</summary>
    public required string State { get; init; }

    /// <summary>Contacts looked at so far.</summary>
    public long Seen { get; init; }

    /// <summary>Of them, those who got another outlet.</summary>
    public long Changed { get; init; }

    public DateTimeOffset? AskedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Why it failed, in a sentence; missing otherwise.</summary>
    public string? Error { get; init; }

    public required ContactsBySource Contacts { get; init; }

    public static AssignmentView Of((AssignmentProgress? Progress, IReadOnlyDictionary<OutletSource, long> Contacts) shown) => new()
    {
        State = shown.Progress switch
        {
            null => "none",
            { Error: not null } => "failed",
            { FinishedAt: not null } => "complete",
            { StartedAt: not null } => "running",
            _ => "queued",
        },
        Seen = shown.Progress?.Seen ?? 0,
        Changed = shown.Progress?.Changed ?? 0,
        AskedAt = shown.Progress?.AskedAt,
        StartedAt = shown.Progress?.StartedAt,
        FinishedAt = shown.Progress?.FinishedAt,
        Error = shown.Progress?.Error,
        Contacts = new ContactsBySource(shown.Contacts[OutletSource.Explicit], shown.Contacts[OutletSource.LastOrder], shown.Contacts[OutletSource.Nearest], shown.Contacts[OutletSource.None]),
    };
}

/// <summary>Contacts of the workspace by what put them to their outlet.</summary>
/// <param name="None">Those who have none.</param>
public sealed record ContactsBySource(long Explicit, long LastOrder, long Nearest, long None);
