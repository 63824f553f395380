namespace Functions.Embedded.Queues;

/// <summary>Messages that wait for an instant of one clock, behind one timer for the earliest.</summary>
internal sealed class DelayedEntries : IDisposable
{
    /// <summary>The system's timers don't reach further than some weeks; a longer wait is made of several.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(20);

    private readonly Lock gate = new();
    private readonly PriorityQueue<QueueEntry, (long Due, long Id)> waiting = new();
    private readonly Func<long> now;
    private readonly Action<QueueEntry[]> onDue;
    private readonly ITimer timer;

    /// <param name="clock">Whose timer is used.</param>
    /// <param name="now">The instant of that clock, in ticks.</param>
    /// <param name="onDue">Called with what fell due, in order.</param>
    public DelayedEntries(TimeProvider clock, Func<long> now, Action<QueueEntry[]> onDue)
    {
        this.now = now;
        this.onDue = onDue;
        timer = clock.CreateTimer(static self => ((DelayedEntries)self!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(QueueEntry entry, long due)
    {
        lock (gate)
        {
            waiting.Enqueue(entry, (due, entry.Id));
            if (ReferenceEquals(waiting.Peek(), entry))
                Arm();
        }
    }

    public void Dispose() => timer.Dispose();

    private void Fire()
    {
        var due = new List<QueueEntry>();
        lock (gate)
        {
            while (waiting.TryPeek(out var entry, out var at) && at.Due <= now())
            {
                waiting.Dequeue();
                due.Add(entry);
            }

            Arm();
        }

        if (due.Count > 0)
            onDue([.. due]);
    }

    private void Arm()
    {
        if (!waiting.TryPeek(out _, out var at))
            return;
        var wait = TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerMillisecond, at.Due - now()));
        timer.Change(wait < LongestTimer ? wait : LongestTimer, Timeout.InfiniteTimeSpan);
    }
}
