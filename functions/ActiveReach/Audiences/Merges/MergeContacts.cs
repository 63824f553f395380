using ActiveReach.Audiences.Contacts;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Merges;

/// <summary>Merges one contact into another and notes who did it.</summary>
public sealed class MergeContacts(IContactMerges merges, IAuditTrail audit, TimeProvider clock)
{
    /// <inheritdoc cref="IContactMerges.MergeAsync"/>
    public async Task<Contact> RunAsync(Caller caller, ContactId stays, ContactId goes, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        var (contact, merged) = await merges.MergeAsync(caller.Workspace, stays, goes, new ContactOrigin("merge", now, goes.ToString()), cancellation);
        if (merged)
            await audit.RecordAsync(new AuditEntry(caller.Workspace, now, caller.Member, "contact.merged", contact.Id.ToString(), goes.ToString()), cancellation);
        return contact;
    }
}
