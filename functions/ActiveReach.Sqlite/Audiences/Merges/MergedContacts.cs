using ActiveReach.Audiences.Contacts;
using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Merges;

/// <summary>Follows the ids of contacts that were merged into others.</summary>
internal static class MergedContacts
{
    /// <summary>Where the id leads: itself while its contact is there, whoever took it over, or null.</summary>
    public static ContactId? Find(ReadSession session, WorkspaceKey workspace, ContactId id)
    {
        if (!workspace.Holds(id))
            return null;
        return session.Prepare("SELECT 1 FROM contacts WHERE id = ?1").Bind(1, id.Value).Number() == 1 ? id : SurvivorOf(session, id);
    }

    /// <summary>Who took the id over; null when it was never merged, or its survivor is erased.</summary>
    public static ContactId? SurvivorOf(ReadSession session, ContactId gone) => session
        .Prepare("SELECT survivor FROM contact_merges WHERE gone = ?1").Bind(1, gone.Value)
        .First<ContactId?>(row => new ContactId(row.GetInt64(0)));

    /// <summary>Who took over the contact that had this external id.</summary>
    public static ContactId? SurvivorOf(ReadSession session, WorkspaceKey workspace, string externalId) => session
        .Prepare("SELECT survivor FROM contact_merges WHERE external_id = ?1 AND gone > ?2 AND gone <= ?3 ORDER BY at DESC LIMIT 1")
        .Bind(1, externalId).Bind(2, workspace.Before).Bind(3, workspace.Last)
        .First<ContactId?>(row => new ContactId(row.GetInt64(0)));

    /// <summary>Whether a contact with an external id was ever merged.</summary>
    public static bool Any(ReadSession session, WorkspaceKey workspace) => session
        .Prepare("SELECT EXISTS (SELECT 1 FROM contact_merges WHERE gone > ?1 AND gone <= ?2 AND external_id IS NOT NULL)")
        .Bind(1, workspace.Before).Bind(2, workspace.Last).Number() == 1;

    /// <summary>From now on the ids of <paramref name="gone"/> lead to the survivor, and so do those that led to it.</summary>
    public static void Add(WriteSession session, Contact gone, ContactId survivor, DateTimeOffset at)
    {
        session.Prepare("UPDATE contact_merges SET survivor = ?2 WHERE survivor = ?1").Bind(1, gone.Id.Value).Bind(2, survivor.Value).Execute();
        session.Prepare("INSERT INTO contact_merges (gone, survivor, external_id, at) VALUES (?1, ?2, ?3, ?4)")
            .Bind(1, gone.Id.Value).Bind(2, survivor.Value).Bind(3, gone.ExternalId).Bind(4, at).Execute();
    }

    /// <summary>No id leads to an erased contact.</summary>
    public static void Forget(WriteSession session, ContactId survivor) =>
        session.Prepare("DELETE FROM contact_merges WHERE survivor = ?1").Bind(1, survivor.Value).Execute();
}
