using ActiveReach.Workspaces;

namespace ActiveReach.Outlets.Assignment;

/// <summary>How far the assignment of all contacts of a workspace has come.</summary>
/// <param name="Generation">Counts the times it was asked for: asking again starts it over.</param>
/// <param name="After">The last contact that was looked at.</param>
/// <param name="Seen">Contacts looked at.</param>
/// <param name="Changed">Of them, those who got another outlet.</param>
public sealed record AssignmentProgress(WorkspaceId Workspace, long Generation, long After, long Seen, long Changed)
{
    public DateTimeOffset AskedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Why it ended before everybody was looked at, in a sentence; null otherwise.</summary>
    public string? Error { get; init; }

    public bool IsOver => FinishedAt is not null;
}

/// <summary>Assigns the contacts of workspaces to outlets, page by page; a page and the progress are one transaction.</summary>
public interface IAssignmentStore
{
    /// <summary>Null while the workspace never had an outlet.</summary>
    Task<AssignmentProgress?> FindAsync(WorkspaceId workspace, CancellationToken cancellation = default);

    /// <summary>Asks for all contacts to be assigned, from the first on. False where the workspace never had an outlet: there is nothing to do.</summary>
    Task<bool> AskAsync(WorkspaceId workspace, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>Assigns the next contacts by the outlets and the rule of this moment.</summary>
    /// <returns>The progress now, or null when it has moved on since <paramref name="progress"/> was read: somebody else goes on with it.</returns>
    Task<AssignmentProgress?> PageAsync(AssignmentProgress progress, int limit, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>Ends it where it stands, if it still stands there: what was assigned stays, and whoever asks again starts it over.</summary>
    Task FailAsync(AssignmentProgress progress, string error, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>Workspaces whose assignment is asked for and untouched since then, and those whose rule has changed since it was asked for.</summary>
    Task<IReadOnlyList<WorkspaceId>> StalledAsync(DateTimeOffset since, CancellationToken cancellation = default);

    /// <summary>Contacts by what put them to their outlet.</summary>
    Task<IReadOnlyDictionary<OutletSource, long>> CountAsync(WorkspaceId workspace, CancellationToken cancellation = default);
}
