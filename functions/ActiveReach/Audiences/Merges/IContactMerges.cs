using ActiveReach.Audiences.Contacts;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Merges;

/// <summary>Makes one contact of two.</summary>
public interface IContactMerges
{
    /// <summary>Makes <paramref name="stays"/> the union of both (<see cref="ContactUnion"/>), with all that hangs on
    /// <paramref name="goes"/>: messages, replies, consents, devices, events, orders. The id that goes leads to the one that stays from
    /// then on. In one write; merged already, nothing changes.</summary>
    /// <param name="audit">Recorded when anything is changed, with the contact that stays as its subject.</param>
    /// <returns>The contact, and whom it has taken over; null where that was done before.</returns>
    /// <exception cref="Problems.NotFoundException">There is no contact <paramref name="stays"/>.</exception>
    /// <exception cref="Problems.InvalidInputException">They are one contact, or there is no contact <paramref name="goes"/>.</exception>
    Task<(Contact Contact, ContactId? Gone)> MergeAsync(WorkspaceId workspace, ContactId stays, ContactId goes, ContactOrigin origin, AuditEntry? audit = null, CancellationToken cancellation = default);
}
