using Functions.Embedded.Clock;
using Contracts.Durable.Harness;
using Functions.Embedded.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Functions.Embedded.Conformance;

/// <summary>The embedded engine on a database in a folder of its own, with business time that moves only when a fact lets it.</summary>
public sealed class EmbeddedHarness : DurableHarness
{
    /// <summary>The time of the measured test vector of <c>NewGuid</c>, so that the engine can be asked for that very vector.</summary>
    public static readonly DateTimeOffset Start = new DateTimeOffset(2026, 11, 21, 21, 28, 0, TimeSpan.Zero).AddTicks(6761018);

    private readonly string _folder = Directory.CreateTempSubdirectory("durable-facts-").FullName;
    private readonly SimulatedTimeProvider _time = new(Start);
    private readonly DurableRegistry _registry = new();
    private readonly CapturedLog _log = new();
    private readonly ILoggerFactory _loggers;
    private RunningEngine? _running;

    public EmbeddedHarness() => _loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));

    public override DurableTaskClient Client => Running.Client;

    public override TimeProvider Time => _time;

    public override IReadOnlyCollection<string> LogLines => _log.Lines;

    public override TimeSpan Lateness => TimeSpan.FromMilliseconds(1);

    public override bool CanRestart => true;

    public override bool HasFunctionsSemantics => true;

    public override bool HasExtensionRules => true;

    private RunningEngine Running => _running ?? throw new InvalidOperationException("The engine has not been started: await StartAsync first.");

    public override void AddOrchestrator<TInput>(string name, Func<TaskOrchestrationContext, Task<object?>> run) => _registry.AddOrchestrator(name, run);

    public override void AddActivity<TInput, TOutput>(string name, Func<TInput, Task<TOutput>> run) =>
        _registry.AddActivity(name, async invocation => await run(invocation.GetInput<TInput>()!));

    public override async Task StartAsync() => _running = await RunningEngine.OpenAsync(_folder, _registry, new DurableOptions { MaximumTimerInterval = LongestTimer }, _time, _loggers);

    public override Task SettledAsync() => Eventually.SeenAsync("the engine has nothing to do", Running.Activity.IsEverythingIdle, isIdle => isIdle);

    public override async Task LetTimePassAsync(TimeSpan duration)
    {
        var end = _time.GetUtcNow() + duration;
        await SettledAsync();
        while (_time.NextDue <= end)
        {
            _time.JumpToNext();
            await SettledAsync();
        }

        _time.AdvanceTo(end);
        await SettledAsync();
    }

    public override async Task<OrchestrationMetadata> CompletionAsync(string instanceId)
    {
        while (true)
        {
            await SettledAsync();
            var version = Running.Activity.Version;
            var instance = await Client.GetInstanceAsync(instanceId, getInputsAndOutputs: true);
            if (instance is { IsCompleted: true })
            {
                return instance;
            }

            if (!_time.JumpToNext() && Running.Activity.Version == version)
            {
                throw new TimeoutException($"Instance '{instanceId}' is {instance?.RuntimeStatus.ToString() ?? "unknown"}, nothing goes on and no timer is set: it would never end.");
            }
        }
    }

    public override async Task RestartAsync()
    {
        Running.CutPower();
        await StartAsync();
    }

    public override ValueTask DisposeAsync()
    {
        _running?.CutPower();
        _loggers.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
