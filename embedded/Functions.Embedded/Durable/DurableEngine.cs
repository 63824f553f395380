using Functions.Embedded.Clock;
using Functions.Embedded.Durable.Client;
using Functions.Embedded.Durable.Engine;
using Functions.Embedded.Durable.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SqliteGroupCommit;

namespace Functions.Embedded.Durable;

/// <summary>
/// Runs durable orchestrations on a database: histories are replayed, every transition is one transaction, and nothing is
/// dispatched or acknowledged before it is on disk. Time is the given clock's; stop it before the database.
/// </summary>
public sealed class DurableEngine : IHostedService, IIdleSource, IDisposable
{
    private readonly EngineParts parts;
    private readonly Dispatch dispatch;
    private readonly RuntimeActivity activity;
    private bool started;
    private bool isDisposed;

    public DurableEngine(
        Database database,
        DurableRegistry registry,
        DurableOptions options,
        TimeProvider clock,
        RuntimeActivity activity,
        ILoggerFactory loggers)
    {
        this.activity = activity;
        parts = new EngineParts(new DurableStore(database), registry, options, clock, activity, loggers);
        dispatch = new Dispatch(parts);
        Client = new EmbeddedDurableTaskClient(parts, dispatch);
        History = new HistoryFile(parts);
    }

    public DurableTaskClient Client { get; }

    /// <summary>Writes an instance's history down, for replay tests.</summary>
    public HistoryFile History { get; }

    /// <summary>Whether no episode, activity or commit is under way; timers don't count.</summary>
    public bool IsIdle => activity.IsIdle;

    public long Version => activity.Version;

    /// <summary>Takes up every unfinished instance, then runs.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (started)
            throw new InvalidOperationException("The durable engine has been started already. Make a new one for a new start.");
        started = true;
        using (activity.Begin("recovery"))
            await new Recovery(parts, dispatch).RunAsync(cancellationToken);
    }

    /// <summary>Starts nothing new, lets running activities end within the time given by the options, and commits what came of them.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        dispatch.Timers.Dispose();
        await parts.Draining.CancelAsync();
        var end = Environment.TickCount64 + (long)parts.Options.StopTimeout.TotalMilliseconds;
        while (!dispatch.IsAtRest && Environment.TickCount64 < end && !cancellationToken.IsCancellationRequested)
            await Task.Delay(2, CancellationToken.None);
        parts.IsStopping = true;
        parts.Waiters.FailAll(new OperationCanceledException("The durable engine was stopped."));
    }

    /// <summary>Stops as a crash would: nothing new starts, nothing is waited for.</summary>
    public void Abandon()
    {
        parts.IsStopping = true;
        dispatch.Timers.Dispose();
        parts.Draining.Cancel();
        parts.Waiters.FailAll(new OperationCanceledException("The durable engine was abandoned."));
    }

    public void Dispose()
    {
        if (isDisposed)
            return;
        isDisposed = true;
        Abandon();
        parts.Draining.Dispose();
    }
}
