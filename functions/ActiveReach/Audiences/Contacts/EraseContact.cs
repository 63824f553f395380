using ActiveReach.Replies;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Contacts;

/// <summary>Erases what is known of a person, wherever it is kept: profile, consents and the words of their replies. Hashes of the
/// addresses stay on the suppression list, and rows of the ledger stay without a name.</summary>
public sealed class EraseContact(IContactStore contacts, IReplyStore replies, IAuditTrail audit, TimeProvider clock)
{
    public async Task RunAsync(Caller caller, ContactId contact, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();

        // The profile goes last: until then the erasure can be asked for again.
        await replies.EraseAsync(caller.Workspace, contact, cancellation);
        await contacts.EraseAsync(caller.Workspace, contact, now, cancellation);
        await audit.RecordAsync(new AuditEntry(caller.Workspace, now, caller.Member, "contact.erased", contact.ToString()), cancellation);
    }
}
