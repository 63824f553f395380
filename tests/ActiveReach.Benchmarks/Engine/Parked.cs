using System.Diagnostics;
using Functions.Embedded.Clock;
using Functions.Embedded.Durable;

namespace ActiveReach.Benchmarks.Engine;

/// <summary>Goal P7: many instances that wait for days.</summary>
internal static class Parked
{
    private const int Count = 10_000;

    public static async Task<string> Run()
    {
        var clock = new SimulatedTimeProvider(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        var woken = 0;
        var early = 0;
        var due = clock.GetUtcNow().AddDays(2);
        await using var host = await new EngineHost { Clock = clock }
            .Activities("Step", call => call.GetInput<int>())
            .Orchestrator("Park", async context =>
            {
                await context.CallActivityAsync<int>("Step", 1);
                await context.CreateTimer(due.UtcDateTime, CancellationToken.None);
                Interlocked.Increment(ref woken);
                if (context.CurrentUtcDateTime < due.UtcDateTime)
                    Interlocked.Increment(ref early);
                return null;
            })
            .UpAsync();
        var empty = Memory();
        await Task.WhenAll(Enumerable.Range(0, Count).Select(i => host.Client.ScheduleNewOrchestrationInstanceAsync("Park")));
        await host.QuietAsync();
        var parked = (Memory() - empty) / Count;

        await host.DownAsync();
        var watch = Stopwatch.StartNew();
        await host.UpAsync();
        await host.QuietAsync();
        var restart = watch.Elapsed;
        var restarted = (Memory() - empty) / Count;

        await Task.Delay(TimeSpan.FromSeconds(2));
        var idle = await Rates.TimeAsync(1, () => Task.Delay(TimeSpan.FromSeconds(3)));
        clock.Advance(TimeSpan.FromDays(2) - TimeSpan.FromSeconds(1));
        await host.QuietAsync();
        var tooSoon = woken;
        watch.Restart();
        clock.Advance(TimeSpan.FromSeconds(1));
        await host.QuietAsync();
        return $"{parked} B each parked ({restarted} B after restart), restart {restart.TotalSeconds:0.00} s, idle {idle.Processor.TotalMilliseconds / 30:0.0} % of a core, "
            + $"{woken} woken in {watch.Elapsed.TotalSeconds:0.00} s, {tooSoon + early} early";
    }

    private static long Memory()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}

/// <summary>A history of 10,000 events, read from disk and replayed for one more episode.</summary>
internal static class LongReplay
{
    public static async Task<string> Run()
    {
        await using var host = await new EngineHost()
            .Activities("Step", call => call.GetInput<int>())
            .Orchestrator("Long", async context =>
            {
                for (var i = 0; i < 5_000; i++)
                    await context.CallActivityAsync<int>("Step", i);
                await context.WaitForExternalEvent<string>("Go");
                return null;
            })
            .UpAsync();
        var build = Stopwatch.StartNew();
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Long");
        await host.QuietAsync();
        build.Stop();
        var json = host.Engine.History.Export(id);
        await host.DownAsync();
        await host.UpAsync();

        var watch = Stopwatch.StartNew();
        await host.Client.RaiseEventAsync(id, "Go");
        await host.Client.WaitForInstanceCompletionAsync(id);
        var fromDisk = watch.Elapsed;
        watch.Restart();
        var report = ReplayCheck.Replay(host.Registry, json);
        return $"{fromDisk.TotalMilliseconds:0} ms from disk to completion, {watch.Elapsed.TotalMilliseconds:0} ms as a check ({(report.Agrees ? "agrees" : report.Divergence)}), made in {build.Elapsed.TotalSeconds:0.0} s";
    }
}
