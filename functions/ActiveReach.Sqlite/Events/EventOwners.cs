using ActiveReach.Events;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Audiences;
using ActiveReach.Sqlite.Audiences.Merges;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Events;

/// <summary>Who has the identity that an event names.</summary>
internal static class EventOwners
{
    /// <summary>Null when nobody has it; of several people with one address the one with the lowest id.</summary>
    public static ContactId? Find(ReadSession session, WorkspaceKey workspace, EventIdentity who) => who.Kind switch
    {
        IdentityKind.ContactId => ContactId.TryParse(who.Value, out var id) ? MergedContacts.Find(session, workspace, id) : null,
        IdentityKind.ExternalId => First(session.Prepare("SELECT id FROM contacts WHERE external_id = ?1 AND workspace = ?2").Bind(1, who.Value).Bind(2, workspace.Key))
            ?? MergedContacts.SurvivorOf(session, workspace, who.Value),
        _ => First(session.Prepare($"SELECT id FROM contacts WHERE {IdBlocks.HaveAddress(who.Kind == IdentityKind.Phone ? "phone" : "email")} ORDER BY id LIMIT 1")
            .Bind(1, who.Value).Bind(2, workspace.Before).Bind(3, workspace.Last)),
    };

    private static ContactId? First(Statement statement) => statement.First<ContactId?>(row => new ContactId(row.GetInt64(0)));
}
