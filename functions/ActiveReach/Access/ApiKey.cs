using ActiveReach.Workspaces;

namespace ActiveReach.Access;

/// <summary>A key of a workspace. The key itself is shown once and never stored: only its hash is.</summary>
public sealed record ApiKey
{
    public required string Id { get; init; }

    public required WorkspaceId Workspace { get; init; }

    public required string Name { get; init; }

    /// <summary>The most that the key may do; with a member, the lower of the two roles counts.</summary>
    public required Role Role { get; init; }

    /// <summary>E-mail address of the member who acts by this key; null for a system. The key dies with the membership.</summary>
    public string? Member { get; init; }

    /// <summary>Well-known keys of the demonstration workspace, which work on loopback only.</summary>
    public bool IsDemo { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }
}
