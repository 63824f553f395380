using ActiveReach.Campaigns;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Sqlite.Campaigns;
using ActiveReach.Sqlite.Delivery;
using Contracts.Campaigns;

namespace ActiveReach.Sqlite.Tests.Campaigns;

public sealed class SqliteRunFenceTests : RunFenceContract, IDisposable
{
    private readonly TemporaryProduct product = new();

    protected override IRunFence Fence => new SqliteRunFence(product.Database);

    public void Dispose() => product.Dispose();

    protected override Task BeginAsync(Run run) => new SqliteLedger(product.Database).OpenAsync(
        new LedgerRun(run.Id, run.Workspace, run.Campaign, Shards.Least, false, run.StartedAt, null, null), ActiveReach.Delivery.Ledger.Fence.Of(run));

    protected override async Task<(RunStatus Status, int Epoch)?> StandingAsync(Run run) =>
        await new SqliteLedger(product.Database).FenceAsync(run.Id) is { } fence ? (fence.Status, fence.Epoch) : null;
}
