using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Contracts.Durable.Harness;

/// <summary>
/// One Durable runtime to hold the facts against. The facts see only the published API, <see cref="TaskOrchestrationContext"/>
/// and <see cref="DurableTaskClient"/>; everything that differs from runtime to runtime is behind this class.
/// </summary>
public abstract class DurableHarness : IAsyncDisposable
{
    /// <summary>The client of the running runtime; only after <see cref="StartAsync"/>.</summary>
    public abstract DurableTaskClient Client { get; }

    /// <summary>Business time: what durable timers, start times and retries go by.</summary>
    public abstract TimeProvider Time { get; }

    /// <summary>What the orchestrators' loggers have written so far, one entry a message.</summary>
    public abstract IReadOnlyCollection<string> LogLines { get; }

    /// <summary>The longest piece of a timer, 3 days by default. A fact about pieces makes them short, before <see cref="StartAsync"/>.</summary>
    public TimeSpan LongestTimer { get; set; } = TimeSpan.FromDays(3);

    /// <summary>How much later than its time something may happen here: where time is real, a machine that is busy with other tests takes as much as there is patience for.</summary>
    public virtual TimeSpan Lateness => Patience;

    /// <summary>How long anything may take here that a fact waits for. What is listed as a difference is waited for in vain, for just so long.</summary>
    public virtual TimeSpan Patience => Eventually.Bound;

    /// <summary>A crowd of instances, as many as this runtime can take to their end within a fact.</summary>
    public virtual int Many => 300;

    /// <summary>The runtime can be stopped dead and opened again on what it had stored.</summary>
    public virtual bool CanRestart => false;

    /// <summary>What the worker of Functions adds to the plain one: inputs that are converted, and an await of something else that is named.</summary>
    public virtual bool HasFunctionsSemantics => false;

    /// <summary>The rules that the Durable extension in the Functions host adds to the engine.</summary>
    public virtual bool HasExtensionRules => false;

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
