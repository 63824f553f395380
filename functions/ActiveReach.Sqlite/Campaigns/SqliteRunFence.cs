using ActiveReach.Campaigns;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Campaigns;

/// <summary>A row a run, which the ledger's commits read.</summary>
public sealed class SqliteRunFence(Database database) : IRunFence
{
    private const string Put = """
        INSERT INTO runs (id, epoch, status, started_at, window_closes_at, completed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT DO UPDATE SET epoch = ?2, status = ?3, started_at = ?4, window_closes_at = ?5, completed_at = ?6 WHERE epoch < ?2
        """;

    public async Task RaiseAsync(Run run, CancellationToken cancellation = default)
    {
        if (await database.ReadAsync(session => session.Prepare("SELECT epoch FROM runs WHERE id = ?1").Bind(1, run.Id.Value).Number(), cancellation) >= run.Epoch)
            return;
        await database.WriteAsync(
            session => session.Prepare(Put)
                .Bind(1, run.Id.Value).Bind(2, run.Epoch).Bind(3, (int)run.Status).Bind(4, run.StartedAt).Bind(5, run.WindowClosesAt).Bind(6, run.CompletedAt)
                .Execute(),
            cancellation);
    }
}
