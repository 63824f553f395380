using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Functions.Embedded.Conformance.Harness;

/// <summary>
/// One Durable runtime to hold the facts against. The facts see only the published API, <see cref="TaskOrchestrationContext"/>
/// and <see cref="DurableTaskClient"/>; everything that differs from runtime to runtime is behind this class.
/// </summary>
/// <remarks>
/// A harness on the real engine keeps the registrations until <see cref="StartAsync"/>, then builds a host with
/// <c>services.AddDurableTaskWorker(worker => { worker.AddTasks(registry => …); worker.UseGrpc(address); })</c> and
/// <c>services.AddDurableTaskClient(client => client.UseGrpc(address))</c>. Each orchestrator becomes
/// <c>registry.AddOrchestratorFunc&lt;TInput, object?&gt;(name, (context, _) => run(context))</c> and each activity
/// <c>registry.AddActivityFunc&lt;TInput, TOutput&gt;(name, (_, input) => run(input))</c>. <see cref="Time"/> is
/// <see cref="TimeProvider.System"/>, <see cref="LetTimePassAsync"/> is <c>Task.Delay</c>, <see cref="CompletionAsync"/> is
/// <c>WaitForInstanceCompletionAsync</c>, <see cref="SettledAsync"/> waits a second, and the traits stay false. The facts
/// that need a trait are then reported as skipped, with the reason.
/// </remarks>
public abstract class DurableHarness : IAsyncDisposable
{
    /// <summary>The client of the running runtime; only after <see cref="StartAsync"/>.</summary>
    public abstract DurableTaskClient Client { get; }

    /// <summary>Business time: what durable timers, start times and retries go by.</summary>
    public abstract TimeProvider Time { get; }

    /// <summary>What the orchestrators' loggers have written so far, one entry a message.</summary>
    public abstract IReadOnlyCollection<string> LogLines { get; }

    /// <summary>Business time can be made to pass at will, so that facts about days take no time.</summary>
    public virtual bool ControlsTime => false;

    /// <summary>The runtime can be stopped dead and opened again on what it had stored.</summary>
    public virtual bool CanRestart => false;

    /// <summary>The programming model of Functions, where it differs from the plain worker's.</summary>
    public virtual bool HasFunctionsSemantics => false;

    public abstract void AddOrchestrator<TInput>(string name, Func<TaskOrchestrationContext, Task<object?>> run);

    public abstract void AddActivity<TInput, TOutput>(string name, Func<TInput, Task<TOutput>> run);

    public abstract Task StartAsync();

    /// <summary>Returns when everything has been done that can be done without time passing or something being sent.</summary>
    public abstract Task SettledAsync();

    public abstract Task LetTimePassAsync(TimeSpan duration);

    /// <summary>Lets time pass until the instance has ended, and reads it with its input and output.</summary>
    public abstract Task<OrchestrationMetadata> CompletionAsync(string instanceId);

    /// <summary>Stops abruptly, as by a power cut, and opens the same store again with the same registrations.</summary>
    public virtual Task RestartAsync() => throw new NotSupportedException("This runtime cannot be restarted by its harness.");

    public abstract ValueTask DisposeAsync();
}
