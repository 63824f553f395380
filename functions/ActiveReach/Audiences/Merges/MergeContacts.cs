using ActiveReach.Audiences.Contacts;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Merges;

/// <summary>Merges one contact into another and notes who did it.</summary>
public sealed class MergeContacts(IContactMerges merges, TimeProvider clock)
{
    /// <inheritdoc cref="IContactMerges.MergeAsync"/>
    public async Task<Contact> RunAsync(Caller caller, ContactId stays, ContactId goes, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        var told = new AuditEntry(caller.Workspace, now, caller.Member, "contact.merged", stays.ToString(), goes.ToString());
        var (contact, _) = await merges.MergeAsync(caller.Workspace, stays, goes, new ContactOrigin("merge", now, goes.ToString()), told, cancellation);
        return contact;
    }
}
