using ActiveReach.Sqlite.Audiences;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Events;

/// <summary>The numbers that stand for the types of events of a workspace.</summary>
internal static class EventTypes
{
    public static long? Find(ReadSession session, WorkspaceKey workspace, string name) => session
        .Prepare("SELECT key FROM event_types WHERE workspace = ?1 AND name = ?2").Bind(1, workspace.Key).Bind(2, name)
        .First<long?>(row => row.GetInt64(0));

    public static long FindOrAdd(WriteSession session, WorkspaceKey workspace, string name)
    {
        if (Find(session, workspace, name) is { } key)
            return key;
        session.Prepare("INSERT INTO event_types (workspace, name) VALUES (?1, ?2)").Bind(1, workspace.Key).Bind(2, name).Execute();
        return session.LastInsertRowId;
    }
}
