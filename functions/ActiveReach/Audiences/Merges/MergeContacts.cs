using ActiveReach.Audiences.Contacts;
using ActiveReach.Consent.Reviews;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Audiences.Merges;

/// <summary>Merges one contact into another and notes who did it.</summary>
public sealed class MergeContacts(IContactStore contacts, ReviewList reviews, IEnumerable<IMergeStep> steps, TimeProvider clock)
{
    /// <inheritdoc cref="IContactStore.MergeAsync"/>
    public async Task<Contact> RunAsync(Caller caller, ContactId stays, ContactId goes, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        var told = new AuditEntry(caller.Workspace, now, caller.Member, "contact.merged", stays.ToString(), goes.ToString());
        var (contact, gone) = await contacts.MergeAsync(caller.Workspace, stays, goes, new ContactOrigin("merge", now, goes.ToString()), told, cancellation);

        // In writes of their own: where a crash comes in between they name an id that leads to the contact, and merging again moves them.
        await reviews.MoveAsync(caller.Workspace, gone ?? goes, contact.Id, CancellationToken.None);
        foreach (var step in steps)
            await step.MoveAsync(caller.Workspace, gone ?? goes, contact.Id, now, CancellationToken.None);
        return contact;
    }
}
