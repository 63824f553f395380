using ActiveReach.Campaigns;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Campaigns;

/// <summary>Rows of intents, written inside the transaction of the change that needs them.</summary>
internal static class IntentRows
{
    private const string Insert = "INSERT OR IGNORE INTO intents (id, orchestration, start, input, event) VALUES (?1, ?2, ?3, ?4, ?5)";

    public static void Add(WriteSession session, Intent intent) => session.Prepare(Insert)
        .Bind(1, intent.Id)
        .Bind(2, intent.Orchestration)
        .Bind(3, intent.Start)
        .Bind(4, intent.Input)
        .Bind(5, intent.Event)
        .Execute();

    public static void Add(WriteSession session, IReadOnlyList<Intent>? intents)
    {
        foreach (var intent in intents ?? [])
            Add(session, intent);
    }
}
