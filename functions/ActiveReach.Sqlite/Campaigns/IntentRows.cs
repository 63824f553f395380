using ActiveReach.Campaigns;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Campaigns;

/// <summary>Rows of intents, written inside the transaction of the change that needs them.</summary>
internal static class IntentRows
{
    private const string Insert = "INSERT OR IGNORE INTO intents (id, orchestration, start, input, event, workspace) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

    public static void Add(WriteSession session, WorkspaceId workspace, Intent intent) => session.Prepare(Insert)
        .Bind(1, intent.Id)
        .Bind(2, intent.Orchestration)
        .Bind(3, intent.Start)
        .Bind(4, intent.Input)
        .Bind(5, intent.Event)
        .Bind(6, workspace.Value)
        .Execute();

    public static void Add(WriteSession session, WorkspaceId workspace, IReadOnlyList<Intent>? intents)
    {
        foreach (var intent in intents ?? [])
            Add(session, workspace, intent);
    }
}
