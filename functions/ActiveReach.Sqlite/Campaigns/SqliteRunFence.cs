using ActiveReach.Campaigns;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Sqlite.Delivery;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Campaigns;

/// <summary>The fence of a run's shards, which is one row here: one file is written by one process.</summary>
public sealed class SqliteRunFence(Database database) : IRunFence
{
    public Task RaiseAsync(Run run, CancellationToken cancellation = default) =>
        database.WriteAsync(session => LedgerRuns.Raise(session, run.Id, Fence.Of(run)), cancellation);
}
