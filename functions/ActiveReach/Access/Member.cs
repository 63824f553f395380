using ActiveReach.Workspaces;

namespace ActiveReach.Access;

/// <summary>A person who works in a workspace.</summary>
public sealed record Member
{
    /// <summary><c>mem_</c> and random characters: addresses stay out of routes, and so out of logs.</summary>
    public required string Id { get; init; }

    public required WorkspaceId Workspace { get; init; }

    /// <summary>Lower case; unique in the workspace.</summary>
    public required string Email { get; init; }

    public string? Name { get; init; }

    /// <summary>E.164, entered by an admin; where test messages go on channels of the phone.</summary>
    public string? Phone { get; init; }

    public required Role Role { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Counts the changes; owned by the store.</summary>
    public long Version { get; init; } = 1;
}

/// <summary>What came of a change of a member.</summary>
public enum MemberChange
{
    Done,

    /// <summary>The member has changed since it was read, or is gone.</summary>
    Stale,

    /// <summary>Refused: nobody would be left to administer the workspace.</summary>
    LastAdmin,
}
