using ActiveReach.Audiences.Contacts;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Entries;

/// <summary>Whom an event or a call names: by exactly one of these, each in the normal form of the contact's field.</summary>
/// <param name="Address">A phone number or an e-mail address.</param>
public readonly record struct Whom(ContactId? Id = null, string? ExternalId = null, string? Address = null);

/// <summary>Finds the contact that is named. Of several with one address it is the one with the lowest id.</summary>
public sealed class FindPerson(IContactStore contacts)
{
    public async Task<ContactId?> RunAsync(WorkspaceId workspace, Whom whom, CancellationToken cancellation = default) => whom switch
    {
        { Id: { } id } => (await contacts.FindAsync(workspace, id, cancellation))?.Id,
        { ExternalId: { } externalId } => (await contacts.FindByExternalIdAsync(workspace, externalId, cancellation))?.Id,
        { Address: { } address } => (await contacts.FindByAddressAsync(workspace, address, cancellation)) is [var first, ..] ? first.Id : null,
        _ => null,
    };
}
