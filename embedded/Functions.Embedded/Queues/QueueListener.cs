using Functions.Embedded.Discovery;
using Functions.Embedded.Invocation;
using Microsoft.Extensions.Logging;
using SqliteGroupCommit;

namespace Functions.Embedded.Queues;

/// <summary>Runs one function for the messages of one queue, as many at a time as host.json allows.</summary>
internal sealed class QueueListener : IDisposable
{
    private readonly Lock gate = new();
    private readonly Queue<QueueEntry> ready = new();
    private readonly string queue;
    private readonly FunctionEntry function;
    private readonly QueueSettings settings;
    private readonly QueueStore store;
    private readonly FunctionInvoker invoker;
    private readonly ILogger log;
    private readonly Action onIdle;
    private readonly DelayedEntries delayed;
    private readonly DelayedEntries failed;
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int running;
    private bool started;
    private bool stopped;
    private long open;
    private long arrived;

    public QueueListener(
        string queue, FunctionEntry function, QueueSettings settings, QueueStore store, FunctionInvoker invoker, ILogger log, Action onIdle)
    {
        this.queue = queue;
        this.function = function;
        this.settings = settings;
        this.store = store;
        this.invoker = invoker;
        this.log = log;
        this.onIdle = onIdle;
        var clock = store.Clock;
        delayed = new DelayedEntries(clock, () => clock.GetUtcNow().UtcTicks, Arrive);
        failed = new DelayedEntries(TimeProvider.System, SystemTicks, Again);
    }

    /// <summary>Whether no message is visible, running, or waiting in system time for its next try.</summary>
    public bool IsIdle => Interlocked.Read(ref open) == 0;

    public long Arrived => Interlocked.Read(ref arrived);

    private static long SystemTicks() => TimeProvider.System.GetElapsedTime(0).Ticks;

    public void Add(IEnumerable<QueueEntry> entries)
    {
        var now = store.Clock.GetUtcNow().UtcTicks;
        var visible = new List<QueueEntry>();
        foreach (var entry in entries)
        {
            if (entry.Due > now)
                delayed.Add(entry, entry.Due);
            else
                visible.Add(entry);
        }

        if (visible.Count > 0)
            Arrive([.. visible]);
    }

    public void Start()
    {
        lock (gate)
            started = true;
        Pump();
    }

    /// <summary>Takes no more messages, tells running functions, waits for them.</summary>
    public async Task StopAsync(CancellationToken giveUp)
    {
        lock (gate)
        {
            stopped = true;
            if (running == 0)
                drained.TrySetResult();
        }

        await stopping.CancelAsync();
        await drained.Task.WaitAsync(giveUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Runs messages whose try is on record.</summary>
    public void Run(QueueEntry[] entries)
    {
        foreach (var entry in entries)
            ThreadPool.UnsafeQueueUserWorkItem(static run => _ = run.Listener.RunAsync(run.Entry), (Listener: this, Entry: entry), preferLocal: false);
    }

    /// <summary>Storage is gone: what was taken stays untouched for the next process. Never idle again, so that no clock jumps.</summary>
    public void Abandon(int notRun)
    {
        lock (gate)
        {
            stopped = true;
            running -= notRun;
            if (running == 0)
                drained.TrySetResult();
        }
    }

    public void Dispose()
    {
        delayed.Dispose();
        failed.Dispose();
        stopping.Dispose();
    }

    private void Arrive(QueueEntry[] entries)
    {
        Interlocked.Add(ref arrived, entries.Length);
        Interlocked.Add(ref open, entries.Length);
        Again(entries);
    }

    private void Again(QueueEntry[] entries)
    {
        lock (gate)
        {
            foreach (var entry in entries)
                ready.Enqueue(entry);
        }

        Pump();
    }

    private void Pump()
    {
        while (Take() is { } batch)
        {
            try
            {
                store.Post(new DequeueWork(this, batch));
            }
            catch (StoppedException)
            {
                Abandon(batch.Length);
            }
        }
    }

    private QueueEntry[]? Take()
    {
        lock (gate)
        {
            if (!started || stopped || ready.Count == 0 || running > settings.NewBatchThreshold)
                return null;
            var batch = new QueueEntry[Math.Min(settings.BatchSize, ready.Count)];
            for (var i = 0; i < batch.Length; i++)
            {
                batch[i] = ready.Dequeue();
                batch[i].Dequeued++;
            }

            running += batch.Length;
            return batch;
        }
    }

    private async Task RunAsync(QueueEntry entry)
    {
        var isOver = false;
        try
        {
            isOver = await IsDoneAsync(entry);
        }
        catch (StoppedException)
        {
            Abandon(notRun: 0);
        }
        finally
        {
            Leave(isOver);
        }
    }

    /// <summary>Whether the message has come to an end; false when it is tried again.</summary>
    private async Task<bool> IsDoneAsync(QueueEntry entry)
    {
        if (entry.Dequeued <= settings.MaxDequeueCount || IsPoison)
        {
            if (await SucceedsAsync(entry))
            {
                store.Post(new EndWork(store, entry, null, null));
                return true;
            }

            // What was cut short by the stop is run again by the next process.
            if (stopping.IsCancellationRequested)
                return true;
        }

        if (entry.Dequeued >= settings.MaxDequeueCount && !IsPoison)
        {
            var now = store.Clock.GetUtcNow().UtcTicks;
            store.Post(new EndWork(store, entry, queue + "-poison", new QueueEntry(store.NextId(), now, now, 0, entry.Body)));
            return true;
        }

        var wait = IsPoison && settings.MaxPollingInterval > settings.VisibilityTimeout ? settings.MaxPollingInterval : settings.VisibilityTimeout;
        if (wait > TimeSpan.Zero)
            failed.Add(entry, SystemTicks() + wait.Ticks);
        else
            Again([entry]);
        return false;
    }

    private async Task<bool> SucceedsAsync(QueueEntry entry)
    {
        try
        {
            await invoker.InvokeAsync(function, new QueueInput(entry), services: null, stopping.Token);
            return true;
        }
        catch (Exception error)
        {
            if (!stopping.IsCancellationRequested)
            {
                log.LogError(
                    "Function {Function} failed for message {Message} of queue {Queue}, try {Try}: {Fault}", function.Name, entry.MessageId, queue, entry.Dequeued, FaultText.Of(error));
            }

            return false;
        }
    }

    /// <summary>A message of a poison queue has nowhere to go on to; it is tried for good.</summary>
    private bool IsPoison => queue.EndsWith("-poison", StringComparison.Ordinal);

    private void Leave(bool isOver)
    {
        lock (gate)
        {
            running--;
            if (stopped && running == 0)
                drained.TrySetResult();
        }

        if (isOver && Interlocked.Decrement(ref open) == 0)
            onIdle();
        Pump();
    }
}
