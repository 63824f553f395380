using System.Collections.Concurrent;
using Functions.Embedded.Clock;
using Functions.Embedded.Durable.Storage;
using Microsoft.Extensions.Logging;
using SqliteGroupCommit;

namespace Functions.Embedded.Durable.Engine;

/// <summary>What the parts of an engine share.</summary>
internal sealed class EngineParts(
    DurableStore store, DurableRegistry registry, DurableOptions options, TimeProvider clock, RuntimeActivity activity, ILoggerFactory loggers)
{
    private int faulted;
    private volatile bool stopping;

    public DurableStore Store { get; } = store;

    public DurableRegistry Registry { get; } = registry;

    public DurableOptions Options { get; } = options;

    public TimeProvider Clock { get; } = clock;

    public RuntimeActivity Activity { get; } = activity;

    public ILoggerFactory Loggers { get; } = loggers;

    public ILogger Log { get; } = loggers.CreateLogger("Functions.Embedded.Durable");

    /// <summary>Unfinished instances by id; changed on the storage thread only.</summary>
    public ConcurrentDictionary<string, Instance> Live { get; } = new(StringComparer.Ordinal);

    public InstanceWaiters Waiters { get; } = new();

    public HistoryCache Cache { get; } = new(options.HistoryCacheBytes);

    /// <summary>Cancelled when the engine is asked to stop: no activity begins any more, those that run are given time.</summary>
    public CancellationTokenSource Draining { get; } = new();

    public bool IsDraining => Draining.IsCancellationRequested;

    /// <summary>Set once nothing at all is done any more.</summary>
    public bool IsStopping
    {
        get => stopping;
        set => stopping = value;
    }

    public long Now => Clock.GetUtcNow().UtcTicks;

    /// <summary>Posts work and keeps the process busy until its completion has run.</summary>
    public void Post(ICommitWork work)
    {
        Activity.Enter();
        try
        {
            Store.Database.Post(work);
        }
        catch (StoppedException reason)
        {
            Activity.Leave();
            Fault(reason);
            throw;
        }
    }

    /// <summary>Storage is gone: nothing more can be promised, so nothing more is done.</summary>
    public void Fault(Exception reason)
    {
        if (Interlocked.Exchange(ref faulted, 1) != 0)
            return;
        if (!IsStopping)
            Log.LogCritical(reason, "The durable engine stops because its storage failed: {Reason}", reason.Message);
        IsStopping = true;
        try
        {
            Draining.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The engine was disposed while its last write was still on its way out.
        }

        Waiters.FailAll(reason);
    }
}
