using ActiveReach.Delivery.Stages;
using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery;

/// <summary>Active stages on SQLite.</summary>
public sealed class SqliteActiveStages(Database database) : IActiveStages
{
    public Task<ActiveStage> EnterAsync(ActiveStage stage, CancellationToken cancellation = default) => database.WriteAsync(session =>
    {
        var isAnew = session.Prepare("""
            INSERT INTO active_stages (run, stage, epoch, lanes) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT DO UPDATE SET epoch = excluded.epoch, lanes = excluded.lanes WHERE epoch <> excluded.epoch
            """)
            .Bind(1, stage.Run.Value).Bind(2, stage.Stage).Bind(3, stage.Epoch).Bind(4, stage.Lanes).Execute() == 1;
        var lanes = session.Prepare("SELECT lanes FROM active_stages WHERE run = ?1 AND stage = ?2").Bind(1, stage.Run.Value).Bind(2, stage.Stage).Number();
        return stage with { Lanes = (int)lanes, IsAnew = isAnew };
    }, cancellation);

    public Task LeaveAsync(RunId run, int stage, CancellationToken cancellation = default) => database.WriteAsync(
        session => session.Prepare("DELETE FROM active_stages WHERE run = ?1 AND stage = ?2").Bind(1, run.Value).Bind(2, stage).Execute(), cancellation);

    public Task<IReadOnlyList<ActiveStage>> ListAsync(CancellationToken cancellation = default) => database.ReadAsync<IReadOnlyList<ActiveStage>>(session =>
    {
        var found = new List<ActiveStage>();
        var row = session.Prepare("SELECT run, stage, epoch, lanes FROM active_stages");
        while (row.Step())
            found.Add(new ActiveStage(new RunId(row.GetString(0)), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3)));
        return found;
    }, cancellation);
}
