using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;

namespace Functions.Embedded.Durable;

/// <summary>
/// Limits and sizes of the engine. Payloads have no limit here; Durable Task on Azure Storage moves those over 45 KiB of UTF-16 to
/// blobs, and the Durable Task Scheduler refuses those over 1 MiB, so keep them small.
/// </summary>
public sealed class DurableOptions
{
    /// <summary>Longer timers are made of several of this length, as on Azure Storage. Default 3 days.</summary>
    public TimeSpan MaximumTimerInterval { get; set; } = TimeSpan.FromDays(3);

    /// <summary>
    /// How much before its time a timer fires: durable timers, waits before another try, starts that are put off. Azure Storage cuts the
    /// delay of a message to whole seconds, so that a timer there may come up to a second early, and the time that the orchestrator sees
    /// is then before the one it asked for. Default none. For tests of code that has to stand it.
    /// </summary>
    public TimeSpan TimersEarlyBy { get; set; }

    /// <summary>
    /// Whether an event raised to an instance that is over, or never was, throws an <c>RpcException</c> (<c>FailedPrecondition</c>,
    /// <c>NotFound</c>), as the Durable extension does on Azure Storage; DurableTask itself drops it in silence. Default false; in a function app
    /// <c>extensions.durableTask.throwStatusExceptionsOnRaiseEvent</c> of host.json, which is true where it isn't said.
    /// </summary>
    public bool ThrowStatusExceptionsOnRaiseEvent { get; set; }

    /// <summary>Activities that run at once. Default 10 a core, as in the Functions host.</summary>
    public int MaxConcurrentActivities { get; set; } = 10 * Environment.ProcessorCount;

    /// <summary>Orchestrations whose code runs at once. Default one a core: it never waits.</summary>
    public int MaxConcurrentOrchestrations { get; set; } = Environment.ProcessorCount;

    /// <summary>Bytes of history kept in memory, about; beyond, the longest unused are read from disk again. Default 32 MiB.</summary>
    public long HistoryCacheBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>
    /// Events of a history beyond which the orchestrator is kept alive between episodes instead of replayed, as extended sessions
    /// do. Default 1,000.
    /// </summary>
    public int LiveFromEvents { get; set; } = 1000;

    /// <summary>How inputs, outputs and events are written. Default <see cref="JsonDataConverter.Default"/>.</summary>
    public DataConverter DataConverter { get; set; } = JsonDataConverter.Default;

    /// <summary>
    /// Called with the whole history of each execution that ends, in the form of <see cref="HistoryFile"/>: one that continues as new
    /// leaves no other trace. It runs on the orchestrator's thread, before the end is on disk. Default null. For replay tests.
    /// </summary>
    public Action<string>? ExecutionEnded { get; set; }

    /// <summary>How long a stop waits for running activities, in system time. Default 10 seconds; what is cut off runs again at the next start.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
