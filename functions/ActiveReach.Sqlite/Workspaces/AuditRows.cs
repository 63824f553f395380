using ActiveReach.Sqlite.Documents;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Workspaces;

/// <summary>Entries of the audit trail, written inside the transaction of the change that they tell of.</summary>
internal static class AuditRows
{
    /// <param name="entry">Null where nobody's doing is to be told of.</param>
    public static void Add(WriteSession session, AuditEntry? entry)
    {
        if (entry is not null)
            new DocumentWriter(session).Commit(entry.Workspace.Partition, [.. AuditTrail.Tell(entry)]);
    }

    /// <summary>Tells of a change that has come about.</summary>
    /// <returns>Whether it has.</returns>
    public static bool AddIf(WriteSession session, bool changed, AuditEntry? entry)
    {
        if (changed)
            Add(session, entry);
        return changed;
    }
}
