using Microsoft.DurableTask;

namespace Functions.Embedded.Durable;

/// <summary>
/// The orchestrators and activities an engine knows, by name; case doesn't matter. An orchestrator is called anew for every
/// episode, on the engine's orchestrator thread: whatever runs around it must not leave that thread.
/// </summary>
public sealed class DurableRegistry
{
    private readonly Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>> orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Func<ActivityInvocation, Task<object?>>> activities = new(StringComparer.OrdinalIgnoreCase);

    public void AddOrchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> run) => Add(orchestrators, "orchestrator", name, run);

    public void AddActivity(string name, Func<ActivityInvocation, Task<object?>> run) => Add(activities, "activity", name, run);

    internal Func<TaskOrchestrationContext, Task<object?>>? FindOrchestrator(string name) => orchestrators.GetValueOrDefault(name);

    internal Func<ActivityInvocation, Task<object?>>? FindActivity(string name) => activities.GetValueOrDefault(name);

    private static void Add<T>(Dictionary<string, T> known, string kind, string name, T run)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(run);
        if (!known.TryAdd(name, run))
            throw new InvalidOperationException($"An {kind} named '{name}' is registered already; names differ by more than case. Give one of them another name.");
    }
}
