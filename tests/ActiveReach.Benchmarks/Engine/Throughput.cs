using SqliteGroupCommit;

namespace ActiveReach.Benchmarks.Engine;

/// <summary>What the disk allows: one row, one transaction, one flush, one after the other.</summary>
internal static class FlushFloor
{
    public static async Task<Rate> Run()
    {
        var folder = Directory.CreateTempSubdirectory("flush-floor-").FullName;
        var options = new DatabaseOptions { Path = Path.Combine(folder, "floor.db"), Schema = ["CREATE TABLE rows (id INTEGER PRIMARY KEY, text TEXT)"] };
        using var database = Database.Open(options);
        const int count = 1000;
        return await Rates.TimeAsync(count, async () =>
        {
            for (var i = 0; i < count; i++)
                await database.WriteAsync(session => { session.Prepare("INSERT INTO rows (text) VALUES ('x')").Execute(); });
        });
    }
}

/// <summary>Orchestrations of five activities one after the other.</summary>
internal static class FiveSteps
{
    public static async Task<Rate> Run(int count, int inFlight, int payload)
    {
        var text = new string('x', payload);
        await using var host = await new EngineHost()
            .Activities("Step", call => call.SerializedInput is null ? null : text)
            .Orchestrator("Five", async context =>
            {
                for (var i = 0; i < 5; i++)
                {
                    if (payload == 0)
                        await context.CallActivityAsync("Step");
                    else
                        await context.CallActivityAsync<string>("Step", text);
                }

                return null;
            })
            .UpAsync();
        await RunMany(host, Math.Min(count / 10, 1000), inFlight, payload == 0 ? null : text);
        return await Rates.TimeAsync(count, () => RunMany(host, count, inFlight, payload == 0 ? null : text));
    }

    private static async Task RunMany(EngineHost host, int count, int inFlight, string? input)
    {
        var left = count;
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
                await host.Client.WaitForInstanceCompletionAsync(await host.Client.ScheduleNewOrchestrationInstanceAsync("Five", input));
        })));
    }
}

/// <summary>One orchestration that calls 100,000 activities at once.</summary>
internal static class FanOut
{
    public static async Task<Rate> Run()
    {
        await using var host = await new EngineHost()
            .Activities("Step", _ => null)
            .Orchestrator("Wide", async context =>
            {
                await Task.WhenAll(Enumerable.Range(0, context.GetInput<int>()).Select(i => context.CallActivityAsync("Step", i)));
                return null;
            })
            .UpAsync();
        await host.Client.WaitForInstanceCompletionAsync(await host.Client.ScheduleNewOrchestrationInstanceAsync("Wide", 5_000));
        const int count = 100_000;
        return await Rates.TimeAsync(count, async () =>
            await host.Client.WaitForInstanceCompletionAsync(await host.Client.ScheduleNewOrchestrationInstanceAsync("Wide", count)));
    }
}

/// <summary>10,000 instances that wait for an event, raised until all are complete.</summary>
internal static class Events
{
    public static async Task<Rate> Run()
    {
        const int count = 10_000;
        await using var host = await new EngineHost()
            .Orchestrator("Wait", async context => await context.WaitForExternalEvent<string>("Go"))
            .UpAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => host.Client.ScheduleNewOrchestrationInstanceAsync("Wait")));
        await host.QuietAsync();
        return await Rates.TimeAsync(count, async () =>
        {
            await Task.WhenAll(ids.Select(id => host.Client.RaiseEventAsync(id, "Go", "now")));
            await host.QuietAsync();
        });
    }
}
