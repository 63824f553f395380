using ActiveReach.Audiences.Contacts;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Azure.Audiences.Contacts;

/// <summary>What a store keeps by contact beside the contacts. There is no transaction over both, so it is told in an order that a crash does no harm to, and
/// again whenever a change is asked for again: the second time changes nothing.</summary>
public interface IContactBelongings
{
    /// <summary>These contacts have an external id or an address that they hadn't: what waited for it is theirs now. Told behind the write of the contacts, many at a
    /// time by imports: where nothing waits in the workspace, that costs next to nothing.</summary>
    /// <returns>Who has got an order by it: that may put a contact to another outlet.</returns>
    Task<IReadOnlyCollection<ContactId>> AttachAsync(WorkspaceId workspace, IReadOnlyCollection<Contact> contacts);

    /// <summary>What was <paramref name="gone"/>'s is <paramref name="survivor"/>'s. Told once the id that goes leads to the one that stays, and again when they are merged again.</summary>
    Task MoveAsync(WorkspaceId workspace, ContactId gone, ContactId survivor);

    /// <summary>Removes what is personal. Told before the contact is removed, and once more behind that, for what came in between.</summary>
    /// <param name="ids">The contact's, and those of whom it had taken over.</param>
    Task EraseAsync(WorkspaceId workspace, Contact contact, IReadOnlyList<ContactId> ids, DateTimeOffset at);
}

/// <summary>Where contacts ordered.</summary>
public interface IContactOrders
{
    /// <summary>For each who has any, the locations of the orders that were not cancelled and whose event named one, the latest first (of one moment by id, backwards).</summary>
    Task<IReadOnlyDictionary<ContactId, IReadOnlyList<string>>> LocationsAsync(WorkspaceId workspace, IReadOnlyCollection<ContactId> contacts, CancellationToken cancellation = default);
}
