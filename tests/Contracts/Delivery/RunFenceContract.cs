using ActiveReach.Campaigns;
using ActiveReach.Delivery.Ledger;
using Contracts.Campaigns;

namespace Contracts.Delivery;

/// <summary>What every ledger promises of the fence of its runs.</summary>
public abstract class RunFenceContract
{
    protected abstract ILedger Ledger { get; }

    private LedgerFence Fence => new(Ledger);

    [Fact]
    public async Task The_ledger_knows_the_newest_epoch_whatever_comes_late()
    {
        var run = Some.Run(Some.Campaign());
        await Fence.RaiseAsync(run);
        Assert.Null(await StandingAsync(run));

        await BeginAsync(run with { Epoch = 1, Status = RunStatus.Planning });
        await Fence.RaiseAsync(run with { Epoch = 1, Status = RunStatus.Planning });
        await Fence.RaiseAsync(run with { Epoch = 3, Status = RunStatus.Paused });
        Assert.Equal((RunStatus.Paused, 3), await StandingAsync(run));

        await Fence.RaiseAsync(run with { Epoch = 2, Status = RunStatus.Sending });
        await Fence.RaiseAsync(run with { Epoch = 3, Status = RunStatus.Sending });
        Assert.Equal((RunStatus.Paused, 3), await StandingAsync(run));
    }

    [Fact]
    public async Task Of_many_at_once_the_newest_stays()
    {
        var run = Some.Run(Some.Campaign());
        await BeginAsync(run with { Epoch = 1 });
        await Task.WhenAll(Enumerable.Range(1, 20).Select(epoch => Fence.RaiseAsync(run with { Epoch = epoch, Status = epoch == 20 ? RunStatus.Cancelled : RunStatus.Sending })));
        Assert.Equal((RunStatus.Cancelled, 20), await StandingAsync(run));
    }

    private Task<LedgerRun> BeginAsync(Run run) => Ledger.OpenAsync(new LedgerRun(run.Id, run.Workspace, run.Campaign, Shards.Least, false, run.StartedAt, null, null), ActiveReach.Delivery.Ledger.Fence.Of(run));

    /// <summary>What the ledger sees of the run; null for nothing.</summary>
    private async Task<(RunStatus Status, int Epoch)?> StandingAsync(Run run) => await Ledger.FenceAsync(run.Id) is { } fence ? (fence.Status, fence.Epoch) : null;
}
