using Functions.Embedded.Clock;
using Functions.Embedded.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using SqliteGroupCommit;

namespace ActiveReach.Benchmarks.Engine;

/// <summary>An engine on a database of its own, in a folder that goes with it.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("engine-bench-").FullName;
    private Database? database;
    private DurableEngine? engine;

    public DurableRegistry Registry { get; } = new();

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public RuntimeActivity Activity { get; private set; } = new();

    public DurableTaskClient Client => engine!.Client;

    public DurableEngine Engine => engine!;

    public EngineHost Orchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> run)
    {
        Registry.AddOrchestrator(name, run);
        return this;
    }

    public EngineHost Activities(string name, Func<ActivityInvocation, object?> run)
    {
        Registry.AddActivity(name, invocation => Task.FromResult(run(invocation)));
        return this;
    }

    public async Task<EngineHost> UpAsync()
    {
        Activity = new RuntimeActivity();
        database = Database.Open(new DatabaseOptions { Path = Path.Combine(folder, "runtime.db") });
        engine = new DurableEngine(database, Registry, new DurableOptions(), Clock, Activity, NullLoggerFactory.Instance);
        await engine.StartAsync(CancellationToken.None);
        return this;
    }

    public async Task DownAsync()
    {
        await engine!.StopAsync(CancellationToken.None);
        engine.Dispose();
        database!.Dispose();
    }

    public async Task QuietAsync()
    {
        while (!Activity.IsEverythingIdle())
            await Task.Delay(1);
    }

    public async ValueTask DisposeAsync()
    {
        await DownAsync();
        Directory.Delete(folder, recursive: true);
    }
}
