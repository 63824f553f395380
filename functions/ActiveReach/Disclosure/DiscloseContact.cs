using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Disclosure;

/// <summary>Opens all that is known of a person, for the person; that somebody has looked is audited.</summary>
public sealed class DiscloseContact(IContactStore contacts, AuditTrail audit, TimeProvider clock)
{
    public async Task<Contact> RunAsync(Caller caller, string id, CancellationToken cancellation = default)
    {
        if (!ContactId.TryParse(id, out var contact) || await contacts.FindAsync(caller.Workspace, contact, cancellation) is not { } person)
            throw new NotFoundException("contact", id);
        await audit.RecordAsync(new AuditEntry(caller.Workspace, clock.GetUtcNow(), caller.Member, "contact.accessed", person.Id.ToString()), cancellation);
        return person;
    }
}
