using ActiveReach.Ids;
using ActiveReach.Sqlite.Audiences;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery.Conversions;

/// <summary>Marks people whose conversions are to be credited anew, inside the transaction that changes what is known of them. Nobody is marked in a workspace
/// that never counted conversions: an event costs it one look into an index.</summary>
internal static class ConversionMarks
{
    public static void Add(WriteSession session, WorkspaceKey workspace, ContactId contact) => session.Prepare("""
        INSERT OR REPLACE INTO conversions_due (workspace, contact, stamp) SELECT ?1, ?2, random()
        WHERE EXISTS (SELECT 1 FROM ledger_runs WHERE workspace = (SELECT name FROM audience_workspaces WHERE key = ?1) AND goal_event IS NOT NULL)
        """).Bind(1, workspace.Key).Bind(2, contact.Value).Execute();

    /// <summary>The person has become another: whoever is crediting them now comes too late.</summary>
    public static void Move(WriteSession session, WorkspaceKey workspace, ContactId from, ContactId to)
    {
        session.Prepare("UPDATE conversions SET contact = ?1 WHERE contact = ?2").Bind(1, to.Value).Bind(2, from.Value).Execute();
        session.Prepare("DELETE FROM conversions_due WHERE workspace = ?1 AND contact = ?2").Bind(1, workspace.Key).Bind(2, from.Value).Execute();
        Add(session, workspace, to);
    }
}
