using ActiveReach.Delivery.Planning;
using ActiveReach.Ids;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Delivery;

/// <summary>Plans and their frozen chunks on SQLite.</summary>
public sealed class SqlitePlans(Database database) : IPlans
{
    public Task<PlanState> OpenAsync(RunId run, CancellationToken cancellation = default) => database.WriteAsync(session =>
    {
        session.Prepare("INSERT OR IGNORE INTO ledger_plans (run, chunks, cursor, finished, planned, skipped) VALUES (?1, 0, 0, 0, 0, 0)").Bind(1, run.Value).Execute();
        return session.Prepare("SELECT chunks, cursor, finished, planned, skipped FROM ledger_plans WHERE run = ?1").Bind(1, run.Value)
            .First(row => new PlanState(row.GetInt32(0), row.GetInt64(1), row.GetBoolean(2), row.GetInt64(3), row.GetInt64(4)))!;
    }, cancellation);

    public Task<ReadOnlyMemory<byte>?> FreezeAsync(RunId run, int chunk, ReadOnlyMemory<byte> content, CancellationToken cancellation = default) => database.WriteAsync<ReadOnlyMemory<byte>?>(session =>
    {
        const string Insert = "INSERT OR IGNORE INTO ledger_chunks (run, chunk, content) SELECT ?1, ?2, ?3 FROM ledger_plans WHERE run = ?1 AND chunks = ?2 AND finished = 0";
        return session.Prepare(Insert).Bind(1, run.Value).Bind(2, chunk).Bind(3, content.Span).Execute() == 1 ? content : Find(session, run, chunk);
    }, cancellation);

    public Task<ReadOnlyMemory<byte>?> FindChunkAsync(RunId run, int chunk, CancellationToken cancellation = default) =>
        database.ReadAsync(session => Find(session, run, chunk), cancellation);

    public Task<bool> MoveAsync(RunId run, PlanState from, PlanState to, CancellationToken cancellation = default) => database.WriteAsync(session =>
    {
        var isMoved = session.Prepare("UPDATE ledger_plans SET chunks = ?3, cursor = ?4, finished = ?5, planned = ?6, skipped = ?7 WHERE run = ?1 AND chunks = ?2 AND finished = 0")
            .Bind(1, run.Value).Bind(2, from.Chunks).Bind(3, to.Chunks).Bind(4, to.Cursor).Bind(5, to.IsFinished).Bind(6, to.Planned).Bind(7, to.Skipped).Execute() == 1;

        // The last chunk tells the numbers that the next one goes on with; those before it are written.
        if (isMoved)
            session.Prepare("DELETE FROM ledger_chunks WHERE run = ?1 AND chunk < ?2").Bind(1, run.Value).Bind(2, to.IsFinished ? to.Chunks : to.Chunks - 1).Execute();
        return isMoved;
    }, cancellation);

    private static ReadOnlyMemory<byte>? Find(ReadSession session, RunId run, int chunk)
    {
        var row = session.Prepare("SELECT content FROM ledger_chunks WHERE run = ?1 AND chunk = ?2").Bind(1, run.Value).Bind(2, chunk);
        ReadOnlyMemory<byte>? content = row.Step() ? row.GetBytes(0).ToArray() : default(ReadOnlyMemory<byte>?);
        row.Reset();
        return content;
    }
}
