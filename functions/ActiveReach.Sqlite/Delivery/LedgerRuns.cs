using System.Collections.Concurrent;
using ActiveReach.Campaigns;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Delivery.Rows;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery;

/// <summary>A run as rows of the ledger name it: what never changes of it is looked up once, then remembered.</summary>
internal sealed class LedgerRuns
{
    private const int MostRemembered = 10_000;

    /// <summary>Stands between tags: they are single lines.</summary>
    private const char TagBreak = '\n';

    private readonly ConcurrentDictionary<RunId, KeyedRun> known = new();

    /// <summary>Null while the run has no ledger. Only readers remember: what a writer sees may still be undone.</summary>
    public KeyedRun? Find(ReadSession session, RunId run)
    {
        if (known.TryGetValue(run, out var keyed))
            return keyed;
        if (Of(session, run) is not { } found)
            return null;
        if (session is WriteSession)
            return found;
        if (known.Count > MostRemembered)
            known.Clear();
        return known[run] = found;
    }

    public KeyedRun Require(ReadSession session, RunId run) =>
        Find(session, run) ?? throw new InvalidOperationException($"The run '{run}' has no ledger: its audience has not been planned.");

    /// <summary>What rows of several runs come out as; the id of each one's run stands behind its columns.</summary>
    public List<T> All<T>(ReadSession session, Statement rows, Func<Statement, LedgerRun, T> read)
    {
        var found = new List<T>();
        while (rows.Step())
            found.Add(read(rows, Require(session, new RunId(rows.GetString(RowReader.Width))).Run));
        return found;
    }

    public static IReadOnlyList<string> TagsOf(string? stored) => stored?.Split(TagBreak) ?? [];

    public static void Add(WriteSession session, LedgerRun run, Fence fence) => session
        .Prepare("""
            INSERT OR IGNORE INTO ledger_runs (run, workspace, campaign, shards, is_test, started_at, goal_event, goal_window, status, epoch, completed_at, final_at, tags)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
            """)
        .Bind(1, run.Id.Value).Bind(2, run.Workspace.Value).Bind(3, run.Campaign.Value).Bind(4, run.Shards).Bind(5, run.IsTest).Bind(6, run.StartedAt)
        .Bind(7, run.GoalEvent).Bind(8, (long?)run.GoalWindow?.TotalMilliseconds)
        .Bind(9, (int)fence.Status).Bind(10, fence.Epoch).Bind(11, fence.CompletedAt).Bind(12, fence.FinalAt)
        .Bind(13, run.Tags is { Count: > 0 } tags ? string.Join(TagBreak, tags) : null).Execute();

    /// <summary>Raises it where it is newer; times once set stay.</summary>
    public static void Raise(WriteSession session, RunId run, Fence fence) => session
        .Prepare("""
            UPDATE ledger_runs SET status = ?2, epoch = ?3, completed_at = coalesce(completed_at, ?4), final_at = coalesce(final_at, ?5)
            WHERE run = ?1 AND (epoch, status) <= (?3, ?2)
            """)
        .Bind(1, run.Value).Bind(2, (int)fence.Status).Bind(3, fence.Epoch).Bind(4, fence.CompletedAt).Bind(5, fence.FinalAt).Execute();

    public static Fence FenceOf(ReadSession session, long key)
    {
        var row = session.Prepare("SELECT status, epoch, completed_at, final_at FROM ledger_runs WHERE key = ?1").Bind(1, key);
        row.Step();
        var fence = new Fence((RunStatus)row.GetInt32(0), row.GetInt32(1), row.GetNullableTime(2), row.GetNullableTime(3));
        row.Reset();
        return fence;
    }

    private static KeyedRun? Of(ReadSession session, RunId run) => session
        .Prepare("SELECT key, workspace, campaign, shards, is_test, started_at, goal_event, goal_window, tags FROM ledger_runs WHERE run = ?1").Bind(1, run.Value)
        .First(row => new KeyedRun(row.GetInt64(0), new LedgerRun(
            run, new WorkspaceId(row.GetString(1)), new CampaignId(row.GetString(2)), row.GetInt32(3), row.GetBoolean(4), row.GetTime(5),
            row.GetNullableString(6), row.GetNullableInt64(7) is { } window ? TimeSpan.FromMilliseconds(window) : null, TagsOf(row.GetNullableString(8)))));
}

/// <param name="Key">Stands for it in rows.</param>
internal sealed record KeyedRun(long Key, LedgerRun Run);
