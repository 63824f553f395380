using ActiveReach.Ids;
using ActiveReach.Sqlite.Delivery.Conversions;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Merges;

/// <summary>What hangs on a contact in tables of other features, and how it goes to somebody else. A feature that keeps something by contact
/// adds its line.</summary>
internal static class Belongings
{
    /// <summary>?1 = who gets it, ?2 = whose it was, ?3 = key of the workspace, ?4 = its name. Each uses an index.</summary>
    private static readonly string[] Moves =
    [
        // A run that had both has two people that are one by now, in their own shards: its figures stay, for both were to be sent to, and the address
        // that is one by now gets one message.
        "UPDATE ledger SET contact = ?1 WHERE contact = ?2",
        "UPDATE replies SET contact = ?1 WHERE workspace = ?4 AND contact = ?2",
        "UPDATE consent_changes SET contact = ?1 WHERE contact = ?2",
        "UPDATE consent_holds SET contact = ?1 WHERE contact = ?2",
        "UPDATE events SET contact = ?1 WHERE contact = ?2",
        "UPDATE OR REPLACE contact_events SET contact = ?1 WHERE contact = ?2 AND type IN (SELECT key FROM event_types WHERE workspace = ?3)",
        "UPDATE orders SET contact = ?1 WHERE contact = ?2",
        "UPDATE order_facts SET contact = ?1 WHERE contact = ?2",
    ];

    public static void Move(WriteSession session, WorkspaceId workspace, ContactId from, ContactId to)
    {
        var key = WorkspaceKey.Of(to);
        foreach (var sql in Moves)
        {
            var move = session.Prepare(sql).Bind(1, to.Value).Bind(2, from.Value);
            if (sql.Contains("?3", StringComparison.Ordinal))
                move.Bind(3, key.Key);
            if (sql.Contains("?4", StringComparison.Ordinal))
                move.Bind(4, workspace.Value);
            move.Execute();
        }

        ConversionMarks.Move(session, key, from, to);
    }
}
