namespace SqliteGroupCommit;

/// <summary>
/// The one thread that writes. It takes whatever is queued into one transaction, so that the flush of a commit is shared by all
/// who came while the last one ran, and nobody waits for company.
/// </summary>
internal sealed class StorageThread
{
    private readonly object gate = new();
    private readonly Transaction transaction;
    private readonly string path;
    private readonly Action<Exception>? onFatal;
    private readonly Thread thread;
    private List<Work> inbox = [];
    private bool closing;
    private Exception? stopped;
    private readonly Completions completions = new();
    private long posted;

    public StorageThread(string path, Transaction transaction, Action<Exception>? onFatal)
    {
        this.path = path;
        this.transaction = transaction;
        this.onFatal = onFatal;
        completions.CaughtUp = () =>
        {
            if (Finished == Posted)
                Drained?.Invoke();
        };
        thread = new Thread(Loop) { IsBackground = true, Name = "storage " + Path.GetFileName(path) };
        thread.Start();
    }

    /// <summary>Works taken so far.</summary>
    public long Posted => Interlocked.Read(ref posted);

    /// <summary>Works whose completion has run.</summary>
    public long Finished => completions.Finished;

    /// <summary>Called when the last completion has run and nothing is queued.</summary>
    public Action? Drained { get; set; }

    public Exception? Stopped
    {
        get
        {
            lock (gate)
                return stopped ?? (closing ? new StoppedException(path, null) : null);
        }
    }

    public void Post(Work work)
    {
        lock (gate)
        {
            if (stopped is not null)
                throw stopped;
            if (closing)
                throw new StoppedException(path, null);
            Interlocked.Increment(ref posted);
            inbox.Add(work);
            if (inbox.Count == 1)
                Monitor.Pulse(gate);
        }
    }

    /// <summary>Takes no more work, finishes what is queued, ends the thread.</summary>
    public void Close()
    {
        lock (gate)
        {
            closing = true;
            Monitor.Pulse(gate);
        }

        thread.Join();
    }

    /// <summary>Takes no more work and drops what is not committed.</summary>
    public void Cut(Exception reason)
    {
        lock (gate)
        {
            closing = true;
            stopped ??= new StoppedException(path, reason);
            Monitor.Pulse(gate);
        }

        if (Thread.CurrentThread != thread)
            thread.Join();
    }

    private void Loop()
    {
        while (Take() is { } batch)
            Commit(batch);
    }

    private List<Work>? Take()
    {
        lock (gate)
        {
            while (inbox.Count == 0)
            {
                if (closing)
                    return null;
                Monitor.Wait(gate);
            }

            var batch = inbox;
            inbox = Rest(batch);
            return batch;
        }
    }

    /// <summary>Cuts off what doesn't go into the next transaction: whatever comes with or after work that wants one of its own.</summary>
    private static List<Work> Rest(List<Work> batch)
    {
        var alone = batch.FindIndex(work => work.IsAlone);
        var count = alone < 0 ? batch.Count : Math.Max(1, alone);
        var rest = batch[count..];
        batch.RemoveRange(count, rest.Count);
        return rest;
    }

    private void Commit(List<Work> batch)
    {
        Exception? lost;
        lock (gate)
            lost = stopped;
        if (lost is null)
        {
            try
            {
                transaction.Run(batch);
            }
            catch (TransactionLostException error)
            {
                lost = error.InnerException;
            }
            catch (Exception error)
            {
                lost = new StoppedException(path, error);
                lock (gate)
                    stopped ??= lost;
                onFatal?.Invoke(error);
            }
        }

        completions.Add(batch, lost);
    }
}
