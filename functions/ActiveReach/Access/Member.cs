using ActiveReach.Lists;
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

/// <summary>Members by workspace. The audit entry of a change is written with it.</summary>
public interface IMemberStore
{
    Task<Member?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default);

    /// <param name="email">In any case.</param>
    Task<Member?> FindByEmailAsync(WorkspaceId workspace, string email, CancellationToken cancellation = default);

    /// <summary>Adds a member; false when the address is taken.</summary>
    Task<bool> TryAddAsync(Member member, AuditEntry? audit = null, CancellationToken cancellation = default);

    /// <summary>Changes name, phone and role if the stored version is still the member's.</summary>
    Task<MemberChange> UpdateAsync(Member member, AuditEntry? audit = null, CancellationToken cancellation = default);

    /// <summary>Removes a member if the stored version is still the member's, and revokes all of the member's keys with it, so that none
    /// comes alive again should they come back.</summary>
    Task<MemberChange> RemoveAsync(Member member, DateTimeOffset at, AuditEntry? audit = null, CancellationToken cancellation = default);

    /// <summary>Sorted by <c>email</c> or <c>createdAt</c>.</summary>
    Task<Page<Member>> ListAsync(WorkspaceId workspace, PageQuery query, CancellationToken cancellation = default);
}
