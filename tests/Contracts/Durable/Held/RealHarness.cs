using Contracts.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Contracts.Durable.Held;

/// <summary>What harnesses of the real engine have in common: it lives in real time, and gets its tasks as the worker's own types.</summary>
public abstract class RealHarness : DurableHarness
{
    private readonly Dictionary<string, ITaskOrchestrator> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ITaskActivity> _activities = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyDictionary<string, ITaskOrchestrator> Orchestrators => _orchestrators;

    public IReadOnlyDictionary<string, ITaskActivity> Activities => _activities;

    public override TimeProvider Time => TimeProvider.System;

    public override IReadOnlyCollection<string> LogLines => Log.Lines;

    protected CapturedLog Log { get; } = new();

    public override void AddOrchestrator<TInput>(string name, Func<TaskOrchestrationContext, Task<object?>> run) => _orchestrators.Add(name, new RegisteredOrchestrator<TInput>(run));

    public override void AddActivity<TInput, TOutput>(string name, Func<TInput, Task<TOutput>> run) => _activities.Add(name, new RegisteredActivity<TInput, TOutput>(run));

    public override Task LetTimePassAsync(TimeSpan duration) => Task.Delay(duration);

    public override async Task<OrchestrationMetadata> CompletionAsync(string instanceId)
    {
        using var patience = new CancellationTokenSource(Patience);
        return await Client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, patience.Token);
    }

    private sealed class RegisteredOrchestrator<TInput>(Func<TaskOrchestrationContext, Task<object?>> run) : TaskOrchestrator<TInput, object?>
    {
        public override Task<object?> RunAsync(TaskOrchestrationContext context, TInput input) => run(context);
    }

    private sealed class RegisteredActivity<TInput, TOutput>(Func<TInput, Task<TOutput>> run) : TaskActivity<TInput, TOutput>
    {
        public override Task<TOutput> RunAsync(TaskActivityContext context, TInput input) => run(input);
    }
}
