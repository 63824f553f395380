using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;

namespace Contracts.Delivery.Model;

/// <summary>Brings a send to its end as the story of a run does, with no more accidents.</summary>
internal sealed class ModelEnd(ModelWorld world, ModelFate fate, Func<ModelProcess> process, Func<Task<bool>, Task<bool>> workOff)
{
    private const int MostLooks = 200;

    public async Task FinishAsync(bool isPlanned)
    {
        await GoOnAsync();
        var isCancelled = (await RunAsync()).Status is RunStatus.Cancelled;
        if (isCancelled)
        {
            await LookUntilAsync(async () => (await process().CancelDelivery.SettleAsync(ModelWorld.Run)).IsDone);
        }
        else
        {
            await LookUntilAsync(() => process().PlanAsync());
            await SettleAsync(Stage.Rest);
            for (var wave = 1; wave < 4 && await PlanWaveAsync(wave); wave++)
                await SettleAsync(Stage.Wave(wave));
        }

        fate.CheckEnd(await fate.CheckNowAsync(), !isCancelled);
        await ReportLateAsync();
    }

    /// <summary>What comes when all is over counts, until the figures are final.</summary>
    private async Task ReportLateAsync()
    {
        await DoAsync(() => process().Reports.RecordAsync(fate.SomeReports(1)));
        fate.CheckEnd(await fate.CheckNowAsync(), false);
        var run = await RunAsync();
        Assert.NotNull(await DoAsync(() => process().Reports.CloseAsync(run, world.Clock.GetUtcNow(), [])));
        var final = await world.Stores.Ledger.TalliesAsync(ModelWorld.Run);
        var late = fate.SomeReports(1);
        await DoAsync(() => process().Reports.RecordAsync(late));
        Assert.All(await DoAsync(() => process().Reports.RecordAsync(late)), Assert.False);
        await fate.CheckNowAsync();
        Assert.Equivalent(final, await world.Stores.Ledger.TalliesAsync(ModelWorld.Run), strict: true);
    }

    private async Task GoOnAsync()
    {
        await DrainAsync();
        await DoAsync(async () =>
        {
            await process().MoveAsync(RunStatus.Paused, RunStatus.Sending);
            return true;
        });

        // A crash may have come between the run and its fence; the product's intent makes up for it.
        await world.Stores.Ledger.RaiseAsync(ModelWorld.Run, Fence.Of(await RunAsync()));
    }

    private async Task<bool> PlanWaveAsync(int wave)
    {
        if (world.Mode is not DeliveryMode.FirstReachable)
            return false;
        world.Clock.Advance(world.Definition.CheckFallback);
        return await DoAsync(async () => (await process().PlanFallback.ContinueAsync(ModelWorld.Run, wave)).Planned > 0);
    }

    private Task SettleAsync(int stage) => LookUntilAsync(async () =>
    {
        var standing = await process().StartStage.StartAsync(ModelWorld.Run, stage);
        return standing.IsSettled;
    });

    private async Task LookUntilAsync(Func<Task<bool>> look)
    {
        for (var looks = 0; looks < MostLooks; looks++)
        {
            world.SystemClock.Advance(TimeSpan.FromMinutes(1));
            world.Clock.Advance(TimeSpan.FromMinutes(1));
            if (await DoAsync(look))
                return;
            await DrainAsync();
        }

        Assert.Fail($"It does not come to its end: the run is {(await RunAsync()).Status}, open are {string.Join("; ", await world.Stores.Ledger.OpenBatchesAsync(ModelWorld.Run))}");
    }

    private async Task DrainAsync()
    {
        for (var round = 0; world.Post.NextDue is { } due; round++)
        {
            Assert.True(round < 20_000, "The queue does not become empty.");
            if (due > world.Clock.GetUtcNow())
                world.Clock.SetUtcNow(due);
            foreach (var body in world.Post.Take(2))
                await DoAsync(() => process().DeliverAsync(body));
            if (round % 16 == 0)
                await fate.CheckNowAsync();
        }
    }

    private Task<Run> RunAsync() => DoAsync(async () => (await process().Runs.FindAsync(ModelWorld.Run))!);

    private async Task<T> DoAsync<T>(Func<Task<T>> work)
    {
        T result = default!;
        await workOff(KeepAsync());
        return result;

        async Task<bool> KeepAsync()
        {
            result = await work();
            return true;
        }
    }
}
