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

    public static AssignmentView Of(AssignmentProgress? progress, IReadOnlyDictionary<OutletSource, long> counts) => new()
    {
        State = progress switch
        {
            null => "none",
            { Error: not null } => "failed",
            { FinishedAt: not null } => "complete",
            { StartedAt: not null } => "running",
            _ => "queued",
        },
        Seen = progress?.Seen ?? 0,
        Changed = progress?.Changed ?? 0,
        AskedAt = progress?.AskedAt,
        StartedAt = progress?.StartedAt,
        FinishedAt = progress?.FinishedAt,
        Error = progress?.Error,
        Contacts = new ContactsBySource(counts[OutletSource.Explicit], counts[OutletSource.LastOrder], counts[OutletSource.Nearest], counts[OutletSource.None]),
    };
}

/// <summary>Contacts of the workspace by what put them to their outlet.</summary>
/// <param name="None">Those who have none.</param>
public sealed record ContactsBySource(long Explicit, long LastOrder, long Nearest, long None);
