using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Merges;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Outlets;
using ActiveReach.Sqlite.Workspaces;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Merges;

/// <summary>Merges on SQLite: one transaction.</summary>
public sealed class SqliteContactMerges(Database database, OutletDirectories? outlets = null) : IContactMerges
{
    public Task<(Contact Contact, ContactId? Gone)> MergeAsync(
        WorkspaceId workspace, ContactId stays, ContactId goes, ContactOrigin origin, AuditEntry? audit = null, CancellationToken cancellation = default) =>
        database.WriteAsync<(Contact, ContactId?)>(outlets, workspace, (session, now) =>
        {
            var key = WorkspaceKeys.Find(session, workspace) ?? throw new NotFoundException("contact", stays.ToString());
            var survivor = MergedContacts.Find(session, key, stays) ?? throw new NotFoundException("contact", stays.ToString());
            using var writer = new ContactWriter(session, new Workspace { Id = workspace, Name = workspace.Value }, now);
            if (goes == stays)
                throw new InvalidInputException("from", "same_contact", $"from is {goes}, the contact itself. Name another contact.");
            if (MergedContacts.Find(session, key, goes) is not { } leaver)
                throw new InvalidInputException("from", "unknown_contact", $"There is no contact '{goes}' in this workspace. Name one that is there.");
            if (leaver == survivor)
                return (writer.Find(survivor)!, null);
            var merged = writer.Merge(writer.Find(survivor)!, writer.Find(leaver)!, workspace, origin);
            writer.Settle();
            AuditRows.Add(session, audit is null ? null : audit with { Subject = merged.Id.ToString() });
            return (merged, leaver);
        }, cancellation);
}
