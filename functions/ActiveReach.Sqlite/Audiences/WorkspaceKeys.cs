using ActiveReach.Ids;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences;

/// <summary>The number of a workspace and the range of ids of its contacts.</summary>
internal readonly record struct WorkspaceKey(long Key)
{
    private const int Shift = 32;

    /// <summary>Below the first id.</summary>
    public long Before => Key << Shift;

    /// <summary>The last id there could be.</summary>
    public long Last => ((Key + 1) << Shift) - 1;

    public bool Holds(ContactId id) => id.Value >> Shift == Key;

    public static WorkspaceKey Of(ContactId id) => new(id.Value >> Shift);
}

internal static class WorkspaceKeys
{
    /// <summary>Null while the workspace never had a contact or a suppression.</summary>
    public static WorkspaceKey? Find(ReadSession session, WorkspaceId workspace)
    {
        var row = session.Prepare("SELECT key FROM audience_workspaces WHERE name = ?1").Bind(1, workspace.Value);
        WorkspaceKey? key = row.Step() ? new WorkspaceKey(row.GetInt64(0)) : null;
        row.Reset();
        return key;
    }

    public static WorkspaceKey FindOrAdd(WriteSession session, WorkspaceId workspace)
    {
        if (Find(session, workspace) is { } key)
            return key;
        session.Prepare("INSERT INTO audience_workspaces (name) VALUES (?1)").Bind(1, workspace.Value).Execute();
        return new WorkspaceKey(session.LastInsertRowId);
    }

    public static long LastId(ReadSession session, WorkspaceKey workspace)
    {
        var row = session.Prepare("SELECT last FROM audience_workspaces WHERE key = ?1").Bind(1, workspace.Key);
        var last = row.Step() ? row.GetInt64(0) : 0;
        row.Reset();
        return workspace.Before + last;
    }

    public static void SetLastId(WriteSession session, WorkspaceKey workspace, long id) => session
        .Prepare("UPDATE audience_workspaces SET last = ?2 WHERE key = ?1")
        .Bind(1, workspace.Key)
        .Bind(2, id - workspace.Before)
        .Execute();
}
