using ActiveReach.Campaigns;

namespace Contracts.Campaigns;

/// <summary>What every fence of runs promises.</summary>
public abstract class RunFenceContract
{
    protected abstract IRunFence Fence { get; }

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

    /// <summary>Begins the ledger of the run.</summary>
    protected abstract Task BeginAsync(Run run);

    /// <summary>What the ledger sees of the run; null for nothing.</summary>
    protected abstract Task<(RunStatus Status, int Epoch)?> StandingAsync(Run run);
}
