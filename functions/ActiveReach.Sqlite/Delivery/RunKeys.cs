using System.Collections.Concurrent;
using ActiveReach.Campaigns;
using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery;

/// <summary>The integer key that stands for a run in the ledger; looked up once a run, then remembered.</summary>
internal sealed class RunKeys
{
    private const int MostRemembered = 10_000;
    private readonly ConcurrentDictionary<RunId, long> known = new();

    /// <summary>Null while the run has no ledger. Only readers remember: what a writer sees may still be undone.</summary>
    public long? Find(ReadSession session, RunId run)
    {
        if (known.TryGetValue(run, out var key))
            return key;
        if (Of(session, run) is not { } found)
            return null;
        if (session is WriteSession)
            return found;
        if (known.Count > MostRemembered)
            known.Clear();
        known[run] = found;
        return found;
    }

    public long Require(ReadSession session, RunId run) =>
        Find(session, run) ?? throw new InvalidOperationException($"The run '{run}' has no ledger: its audience has not been planned.");

    public static long? Of(ReadSession session, RunId run)
    {
        var row = session.Prepare("SELECT key FROM ledger_runs WHERE run = ?1").Bind(1, run.Value);
        long? key = row.Step() ? row.GetInt64(0) : null;
        row.Reset();
        return key;
    }

    /// <param name="many">Whether a contact may have several rows.</param>
    public static long FindOrAdd(WriteSession session, Run run, bool many)
    {
        session.Prepare("INSERT OR IGNORE INTO ledger_runs (run, workspace, campaign, many, goal_event, goal_window, is_test) VALUES (?1, ?2, ?3, 0, ?4, ?5, ?6)")
            .Bind(1, run.Id.Value).Bind(2, run.Workspace.Value).Bind(3, run.Campaign.Value)
            .Bind(4, run.Definition.Conversion?.Event).Bind(5, (long?)run.Definition.Conversion?.Window.TotalMilliseconds)
            .Bind(6, run.Definition.Type is CampaignType.Test ? 1 : 0).Execute();
        if (many)
            session.Prepare("UPDATE ledger_runs SET many = 1 WHERE run = ?1 AND many = 0").Bind(1, run.Id.Value).Execute();
        return Of(session, run.Id)!.Value;
    }
}
