using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Workspaces;

/// <summary>Rows of the audit trail, written inside the transaction of the change that they tell of.</summary>
internal static class AuditRows
{
    /// <param name="entry">Null where nobody's doing is to be told of.</param>
    public static void Add(WriteSession session, AuditEntry? entry)
    {
        if (entry is null)
            return;
        session.Prepare("INSERT INTO audit (workspace, at, member, action, subject, details) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
            .Bind(1, entry.Workspace.Value).Bind(2, entry.At).Bind(3, entry.Member).Bind(4, entry.Action).Bind(5, entry.Subject).Bind(6, entry.Details)
            .Execute();
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
