using ActiveReach.Campaigns;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Campaigns;

/// <summary>Runs as documents on SQLite.</summary>
public sealed class SqliteRunStore(Database database) : IRunStore
{
    public Task<bool> TryAddAsync(Run run, CancellationToken cancellation = default) =>
        database.WriteAsync(session => RunRows.TryAdd(session, run), cancellation);

    public Task<Run?> FindAsync(RunId id, CancellationToken cancellation = default) => database.ReadAsync(session =>
    {
        var row = session.Prepare("SELECT document FROM runs WHERE id = ?1").Bind(1, id.Value);
        return row.Step() ? RunRows.Read(row.GetBytes(0)) : null;
    }, cancellation);

    public Task<Run?> TryUpdateAsync(Run run, IReadOnlyList<Intent>? intents = null, CancellationToken cancellation = default) =>
        database.WriteAsync(session =>
        {
            var written = RunRows.TryUpdate(session, run);
            if (written is not null)
                IntentRows.Add(session, run.Workspace, intents);
            return written;
        }, cancellation);

    public Task<IReadOnlyList<Run>> ListAsync(WorkspaceId workspace, CampaignId campaign, CancellationToken cancellation = default) =>
        database.ReadAsync<IReadOnlyList<Run>>(session =>
        {
            var runs = new List<Run>();
            var row = session.Prepare("SELECT document FROM runs WHERE workspace = ?1 AND campaign = ?2 ORDER BY started_at, id")
                .Bind(1, workspace.Value)
                .Bind(2, campaign.Value);
            while (row.Step())
                runs.Add(RunRows.Read(row.GetBytes(0)));
            return runs;
        }, cancellation);
}
