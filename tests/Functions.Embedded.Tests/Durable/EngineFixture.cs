using Functions.Embedded.Clock;
using Functions.Embedded.Durable;
using Functions.Embedded.Tests.GroupCommit;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using SqliteGroupCommit;

namespace Functions.Embedded.Tests.Durable;

/// <summary>An engine on a file of its own, under a clock that jumps by itself or stands; it can crash and start again.</summary>
internal sealed class EngineFixture : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly bool timeLapse;
    private Database? database;
    private TimeLapse? lapse;

    public EngineFixture(bool timeLapse = true)
    {
        this.timeLapse = timeLapse;
        Clock = new SimulatedTimeProvider(Start);
    }

    public DurableRegistry Registry { get; private set; } = new();

    public DurableOptions Options { get; set; } = new();

    public ICommitHook? Hook { get; set; }

    public SimulatedTimeProvider Clock { get; }

    public RuntimeActivity Activity { get; private set; } = new();

    public DurableEngine? Engine { get; private set; }

    public DurableTaskClient Client => Engine!.Client;

    public Database Database => database!;

    public EngineFixture Orchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> run)
    {
        Registry.AddOrchestrator(name, run);
        return this;
    }

    public EngineFixture Activities(string name, Func<ActivityInvocation, object?> run)
    {
        Registry.AddActivity(name, invocation => Task.FromResult(run(invocation)));
        return this;
    }

    public EngineFixture Forget()
    {
        Registry = new DurableRegistry();
        return this;
    }

    public async Task<EngineFixture> Up()
    {
        (Activity, lapse, Engine) = (new RuntimeActivity(), null, null);
        database = Database.Open(new DatabaseOptions { Path = folder.File("runtime.db"), Hook = Hook });
        Engine = new DurableEngine(database, Registry, Options, Clock, Activity, NullLoggerFactory.Instance);
        Activity.Register(new DatabaseIdleSource(database, Activity));
        await Engine.StartAsync(default);
        if (timeLapse)
        {
            lapse = new TimeLapse(Clock, Activity);
            await lapse.StartedAsync(default);
        }

        return this;
    }

    public async Task Down()
    {
        if (lapse is not null)
            await lapse.StoppingAsync(default);
        await Engine!.StopAsync(default);
        database!.Dispose();
    }

    public async Task Crash()
    {
        database!.CutPower();
        if (lapse is not null)
            await lapse.StoppingAsync(default);
        Engine?.Abandon();
    }

    public async Task<string> Run(string orchestrator, object? input = null, string? id = null) =>
        await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(id));

    public async Task<OrchestrationMetadata> End(string id)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await Client.WaitForInstanceCompletionAsync(id, true, limit.Token);
    }

    /// <summary>Waits until nothing goes on any more.</summary>
    public Task Quiet() => Eventually.SeenAsync("the engine is at rest", Activity.IsEverythingIdle, isIdle => isIdle);

    public async ValueTask DisposeAsync()
    {
        if (database is not null)
            await Crash();
        folder.Dispose();
    }
}
