using System.Collections.Concurrent;

namespace SqliteGroupCommit;

/// <summary>
/// Tells the writers what became of their work: on the thread pool, one batch after the other, so that nobody hears of a later
/// commit before an earlier one.
/// </summary>
internal sealed class Completions : IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<(List<Work> Batch, Exception? Lost)> batches = new();
    private long finished;
    private int telling;

    /// <summary>Works whose completion has run.</summary>
    public long Finished => Interlocked.Read(ref finished);

    /// <summary>Called after each batch that leaves none behind.</summary>
    public Action? CaughtUp { get; set; }

    public void Add(List<Work> batch, Exception? lost)
    {
        batches.Enqueue((batch, lost));
        Wake();
    }

    public void Execute()
    {
        while (batches.TryDequeue(out var next))
        {
            foreach (var work in next.Batch)
            {
                work.Complete(next.Lost);
                Interlocked.Increment(ref finished);
            }
        }

        Volatile.Write(ref telling, 0);
        if (!batches.IsEmpty)
            Wake();
        else
            CaughtUp?.Invoke();
    }

    private void Wake()
    {
        if (Interlocked.Exchange(ref telling, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
