using System.Collections.Concurrent;

namespace Functions.Embedded.Durable.Engine;

/// <summary>A queue worked off by up to so many loops on the thread pool; none runs while it is empty.</summary>
internal sealed class Scheduler<T>(int width, Func<T, ValueTask> run, Func<bool> isStopping)
{
    private readonly ConcurrentQueue<T> queue = new();
    private int loops;

    /// <summary>Loops at work.</summary>
    public int Loops => Volatile.Read(ref loops);

    public void Add(T item)
    {
        queue.Enqueue(item);
        Wake(1);
    }

    /// <summary>Adds many and wakes as many loops as they can use.</summary>
    public void AddAll(IReadOnlyCollection<T> items)
    {
        foreach (var item in items)
            queue.Enqueue(item);
        Wake(items.Count);
    }

    private void Wake(int wanted)
    {
        while (wanted-- > 0)
        {
            var now = Volatile.Read(ref loops);
            if (now >= width)
                return;
            if (Interlocked.CompareExchange(ref loops, now + 1, now) == now)
                ThreadPool.UnsafeQueueUserWorkItem(static scheduler => _ = scheduler.Loop(), this, preferLocal: false);
            else
                wanted++;
        }
    }

    private async Task Loop()
    {
        while (true)
        {
            while (!isStopping() && queue.TryDequeue(out var item))
                await run(item);

            Interlocked.Decrement(ref loops);
            if (isStopping() || queue.IsEmpty || !TryRejoin())
                return;
        }
    }

    private bool TryRejoin()
    {
        var now = Volatile.Read(ref loops);
        return now < width && Interlocked.CompareExchange(ref loops, now + 1, now) == now;
    }
}
