using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Contracts.Durable.Harness;

/// <summary>What every group of facts is written with. A fact has a runtime and a store of its own.</summary>
public abstract class DurableFacts<THarness> : IAsyncLifetime
    where THarness : DurableHarness, new()
{
    private bool _started;

    protected THarness Harness { get; } = new();

    protected DurableTaskClient Client => Harness.Client;

    /// <summary>What orchestrators and activities wrote down while they ran, in order.</summary>
    protected ConcurrentQueue<string> Seen { get; } = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Harness.DisposeAsync().AsTask();

    protected void Orchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> run) => Harness.AddOrchestrator<object>(name, run);

    protected void Orchestrator<TInput>(string name, Func<TaskOrchestrationContext, Task<object?>> run) => Harness.AddOrchestrator<TInput>(name, run);

    protected void Activity<TInput, TOutput>(string name, Func<TInput, TOutput> run) => Harness.AddActivity<TInput, TOutput>(name, input => Task.FromResult(run(input)));

    protected void SlowActivity<TInput, TOutput>(string name, Func<TInput, Task<TOutput>> run) => Harness.AddActivity(name, run);

    /// <summary>An activity that always throws <see cref="InvalidOperationException"/> with its input as the message.</summary>
    protected void FailingActivity(string name = "Fail") =>
        Harness.AddActivity<string, string>(name, input => throw new InvalidOperationException(input));

    protected async Task<string> StartAsync(string name, object? input = null, string? id = null)
    {
        await ReadyAsync();
        return await Client.ScheduleNewOrchestrationInstanceAsync(name, input, id is null ? null : new StartOrchestrationOptions(id));
    }

    /// <summary>Starts what waits for something, and returns when it does so.</summary>
    protected async Task<string> StartWaitingAsync(string name, object? input = null, string? id = null)
    {
        var instance = await StartAsync(name, input, id);
        await UntilStatusAsync(instance, OrchestrationRuntimeStatus.Running);
        await Harness.SettledAsync();
        return instance;
    }

    /// <summary>The same with one that waits for the event <c>go</c> and gives what it says.</summary>
    protected Task<string> StartWaitingAsync()
    {
        Orchestrator("Wait", async context => await context.WaitForExternalEvent<string>("go"));
        return StartWaitingAsync("Wait");
    }

    protected async Task ReadyAsync()
    {
        if (!_started)
        {
            _started = true;
            await Harness.StartAsync();
        }
    }

    protected Task<OrchestrationMetadata> CompletionAsync(string id) => Harness.CompletionAsync(id);

    protected async Task<OrchestrationMetadata> RunAsync(string name, object? input = null, string? id = null) =>
        await CompletionAsync(await StartAsync(name, input, id));

    /// <summary>Runs the orchestration, which must complete, and reads its output.</summary>
    protected async Task<TOutput?> OutputAsync<TOutput>(string name, object? input = null, string? id = null)
    {
        var instance = await RunAsync(name, input, id);
        Assert.True(instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{name} ended as {instance.RuntimeStatus}: {instance.FailureDetails}");
        return instance.ReadOutputAs<TOutput>();
    }

    protected async Task<TOutput?> OutputOfAsync<TOutput>(string id) => (await CompletionAsync(id)).ReadOutputAs<TOutput>();

    protected async Task<OrchestrationMetadata> ReadAsync(string id) =>
        await Client.GetInstanceAsync(id, getInputsAndOutputs: true) ?? throw new InvalidOperationException($"There is no instance '{id}'.");

    protected async Task<OrchestrationRuntimeStatus> StatusAsync(string id) => (await ReadAsync(id)).RuntimeStatus;

    /// <summary>For use in orchestrators: awaits on their own context, which an assertion of the test framework might not.</summary>
    protected static async Task<TaskFailedException> FailureOf(Task failing)
    {
        try
        {
            await failing;
        }
        catch (TaskFailedException failure)
        {
            return failure;
        }

        throw new InvalidOperationException("The task was expected to fail, but it did not.");
    }

    protected static async Task<TaskFailureDetails> DetailsOf(Task failing) => (await FailureOf(failing)).FailureDetails;

    /// <summary>Waits for what no call announces; fails when it takes too long.</summary>
    protected Task UntilAsync(Func<Task<bool>> holds, string what) => Eventually.SeenAsync(what, holds, isSo => isSo, bound: Harness.Patience);

    protected Task UntilSeenAsync(string entry) => Eventually.SeenAsync($"'{entry}' was seen", () => Seen.ToArray(), seen => seen.Contains(entry), bound: Harness.Patience);

    protected Task UntilStatusAsync(string id, OrchestrationRuntimeStatus status) =>
        Eventually.SeenAsync($"{id} is {status}", async () => (await Client.GetInstanceAsync(id))?.RuntimeStatus, seen => seen == status, bound: Harness.Patience);

    /// <summary>Skips the fact, saying why, on a runtime whose harness cannot show it.</summary>
    protected static void Needs(bool trait, string reason)
    {
        if (!trait)
        {
            throw Xunit.Sdk.SkipException.ForSkip(reason);
        }
    }
}
