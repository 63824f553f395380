using ActiveReach.Delivery.Conversions;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Audiences;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery.Conversions;

/// <summary>Marks people whose conversions are to be credited anew, inside the transaction that changes what is known of them. Nobody is marked in a workspace
/// that never counted conversions: an event costs it one look into an index.</summary>
internal static class ConversionMarks
{
    /// <returns>Null where nobody is marked.</returns>
    public static DueCustomer? Add(WriteSession session, WorkspaceKey workspace, ContactId contact)
    {
        var due = new DueCustomer(contact, Random.Shared.NextInt64());
        return session.Prepare("""
            INSERT OR REPLACE INTO conversions_due (workspace, contact, stamp) SELECT ?1, ?2, ?3
            WHERE EXISTS (SELECT 1 FROM ledger_runs WHERE workspace = (SELECT name FROM audience_workspaces WHERE key = ?1) AND goal_event IS NOT NULL)
            """).Bind(1, workspace.Key).Bind(2, contact.Value).Bind(3, due.Stamp).Execute() == 1 ? due : null;
    }

    /// <summary>The person has become another: whoever is crediting them now comes too late.</summary>
    public static void Move(WriteSession session, WorkspaceKey workspace, ContactId from, ContactId to)
    {
        session.Prepare("UPDATE conversions SET contact = ?1 WHERE contact = ?2").Bind(1, to.Value).Bind(2, from.Value).Execute();
        session.Prepare("DELETE FROM conversions_due WHERE workspace = ?1 AND contact = ?2").Bind(1, workspace.Key).Bind(2, from.Value).Execute();
        Add(session, workspace, to);
    }
}
