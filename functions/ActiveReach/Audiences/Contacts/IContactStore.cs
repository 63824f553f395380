using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Contacts;

/// <summary>The people of all workspaces; nobody of one is ever visible in another.</summary>
public interface IContactStore
{
    Task<Contact?> FindAsync(WorkspaceId workspace, ContactId id, CancellationToken cancellation = default);

    Task<Contact?> FindByExternalIdAsync(WorkspaceId workspace, string externalId, CancellationToken cancellation = default);

    /// <summary>Those of these contacts who are there, in the order given.</summary>
    Task<IReadOnlyList<Contact>> ReadAsync(WorkspaceId workspace, IReadOnlyList<ContactId> ids, CancellationToken cancellation = default);

    /// <summary>Everybody with this address (E.164 phone or folded e-mail), in order of id.</summary>
    Task<IReadOnlyList<Contact>> FindByAddressAsync(WorkspaceId workspace, string address, CancellationToken cancellation = default);

    /// <summary>Adds the contact of the draft, or updates the one with its external id, else (without one) its phone, else its
    /// e-mail. What the draft doesn't mention stays; a new contact's consents start as the workspace's default.</summary>
    /// <exception cref="Problems.InvalidInputException">Nothing says who it is, or the position would have only one half.</exception>
    Task<(Contact Contact, bool Added)> SaveAsync(Workspace workspace, ContactDraft draft, ContactOrigin origin, CancellationToken cancellation = default);

    /// <summary>Applies the draft to this contact if its version is still <paramref name="version"/> (null: whatever it is).</summary>
    /// <exception cref="Problems.NotFoundException">There is no such contact.</exception>
    /// <exception cref="Problems.StaleVersionException">Somebody else was faster.</exception>
    /// <exception cref="Problems.ConflictException">Another contact has the external id.</exception>
    /// <exception cref="Problems.InvalidInputException">Nothing would say who this is, or the position would have only one half.</exception>
    Task<Contact> ChangeAsync(Workspace workspace, ContactId id, ContactDraft draft, long? version, ContactOrigin origin, CancellationToken cancellation = default);

    /// <summary>Keeps how many devices the contact has, which says whether push may reach it; the same number again changes nothing.</summary>
    /// <returns>False when there is no such contact, or none any more since another has taken it over.</returns>
    Task<bool> SetDevicesAsync(WorkspaceId workspace, ContactId id, int devices, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>Makes <paramref name="stays"/> the union of both (<see cref="Merges.ContactUnion"/>), with what stores of contacts keep of
    /// <paramref name="goes"/>: messages, replies, consents, events, orders. The id that goes leads to the one that stays from
    /// then on. In one write; merged already, nothing changes.</summary>
    /// <param name="audit">Recorded when anything is changed, with the contact that stays as its subject.</param>
    /// <returns>The contact, and whom it has taken over; null where that was done before.</returns>
    /// <exception cref="Problems.NotFoundException">There is no contact <paramref name="stays"/>.</exception>
    /// <exception cref="Problems.InvalidInputException">They are one contact, or there is no contact <paramref name="goes"/>.</exception>
    Task<(Contact Contact, ContactId? Gone)> MergeAsync(WorkspaceId workspace, ContactId stays, ContactId goes, ContactOrigin origin, AuditEntry? audit = null, CancellationToken cancellation = default);

    /// <summary>Removes everything personal; the addresses stay on the suppression list as hashes. False when there was nobody.</summary>
    /// <param name="audit">Recorded with the erasure.</param>
    Task<bool> EraseAsync(WorkspaceId workspace, ContactId id, DateTimeOffset at, AuditEntry? audit = null, CancellationToken cancellation = default);

    /// <summary>Contacts in order of id (or its reverse) beyond <paramref name="after"/>; <paramref name="search"/> is found in
    /// names, address, external id, whatever the case. The total counts all pages.</summary>
    /// <param name="outlet">Only those of this outlet: what <see cref="Contact.Outlet"/> says, whatever the case.</param>
    Task<ContactPage> ListAsync(WorkspaceId workspace, string? search, ContactId? after, int limit, bool descending = false, string? outlet = null, CancellationToken cancellation = default);

    /// <summary>The next contacts in order of id, to go through all of them; empty at the end.</summary>
    Task<IReadOnlyList<Contact>> NextAsync(WorkspaceId workspace, ContactId? after, int limit, CancellationToken cancellation = default);
}

public sealed record ContactPage(IReadOnlyList<Contact> Items, bool HasMore, long Total);

/// <summary>How and when a contact or a change of it came: the evidence behind its consents.</summary>
/// <param name="Source"><c>api</c>, <c>import</c> …</param>
/// <param name="Proof">What backs it, e.g. the id of the import; free text.</param>
public sealed record ContactOrigin(string Source, DateTimeOffset At, string? Proof = null)
{
    public override string ToString() => Proof is null ? Source : $"{Source} {Proof}";
}
