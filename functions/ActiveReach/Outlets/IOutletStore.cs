using ActiveReach.Channels;
using ActiveReach.Lists;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Workspaces;

namespace ActiveReach.Outlets;

/// <summary>The outlets of all workspaces; nothing of one is ever visible in another. Every change raises the version of the workspace's
/// outlets and asks for all contacts to be assigned anew, in the same transaction; its audit entry is written there too.</summary>
public interface IOutletStore
{
    Task<Outlet?> FindAsync(WorkspaceId workspace, OutletId id, CancellationToken cancellation = default);

    /// <summary>Adds an outlet, unless the workspace has <see cref="OutletRules.Most"/> already.</summary>
    Task<OutletChange> TryAddAsync(Outlet outlet, AuditEntry? audit = null, CancellationToken cancellation = default);

    /// <summary>Replaces the outlet if its stored version is still <see cref="Outlet.Version"/>.</summary>
    Task<OutletChange> TryUpdateAsync(Outlet outlet, AuditEntry? audit = null, CancellationToken cancellation = default);

    /// <summary>Removes the outlet if its stored version is still <see cref="Outlet.Version"/>. Its name is remembered, for contacts
    /// who were put there by their profile.</summary>
    /// <param name="reassign">Whether contacts may refer to it; campaigns that aren't over never may.</param>
    Task<OutletChange> TryRemoveAsync(Outlet outlet, bool reassign, DateTimeOffset at, AuditEntry? audit = null, CancellationToken cancellation = default);

    /// <summary>Who refers to the outlet.</summary>
    Task<OutletUse> UseAsync(Outlet outlet, CancellationToken cancellation = default);

    /// <summary>Sorted by <c>name</c> or <c>createdAt</c>; <paramref name="search"/> is found in name, external id, address and tags,
    /// whatever the case.</summary>
    Task<Page<Outlet>> ListAsync(WorkspaceId workspace, PageQuery query, string? search, CancellationToken cancellation = default);

    /// <summary>Counts the changes of the workspace's outlets; 0 while it never had one. Cheap.</summary>
    Task<long> VersionAsync(WorkspaceId workspace, CancellationToken cancellation = default);

    /// <summary>All outlets of the workspace at one moment.</summary>
    Task<OutletDirectory> ReadAsync(WorkspaceId workspace, CancellationToken cancellation = default);
}

/// <summary>What came of a change of an outlet.</summary>
/// <param name="Sender">The channel whose sender is taken.</param>
public readonly record struct OutletChange(OutletOutcome Outcome, Channel? Sender = null)
{
    public static implicit operator OutletChange(OutletOutcome outcome) => new(outcome);
}

public enum OutletOutcome
{
    Done,

    /// <summary>Changed or removed since it was read.</summary>
    Stale,

    NameTaken,
    ExternalIdTaken,

    /// <summary>The sender belongs to another workspace.</summary>
    SenderTaken,

    TooMany,

    /// <summary>Contacts or campaigns refer to it.</summary>
    InUse,
}

/// <summary>How many refer to an outlet.</summary>
/// <param name="Contacts">By what put them there.</param>
/// <param name="Campaigns">Those that aren't over.</param>
public sealed record OutletUse(IReadOnlyDictionary<OutletSource, long> Contacts, long Campaigns)
{
    public long AllContacts => Contacts.Values.Sum();
}
