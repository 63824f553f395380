using ActiveReach.Audiences;
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

    /// <summary>From now on the id leads to the survivor, and so do those that led to it.</summary>
    public static void Add(WriteSession session, ContactId gone, ContactId survivor, DateTimeOffset at)
    {
        session.Prepare("UPDATE contact_merges SET survivor = ?2 WHERE survivor = ?1").Bind(1, gone.Value).Bind(2, survivor.Value).Execute();
        session.Prepare("INSERT INTO contact_merges (gone, survivor, at) VALUES (?1, ?2, ?3)").Bind(1, gone.Value).Bind(2, survivor.Value).Bind(3, at).Execute();
    }

    /// <summary>No id leads to an erased contact.</summary>
    public static void Forget(WriteSession session, ContactId survivor) =>
        session.Prepare("DELETE FROM contact_merges WHERE survivor = ?1").Bind(1, survivor.Value).Execute();
}
