using Functions.Embedded.Durable.History;

namespace Functions.Embedded.Durable.Engine;

/// <summary>A durable timer in memory; cancelled ones stay in the heap until their time or the next tidying.</summary>
internal sealed class TimerEntry(Instance instance, int execution, int taskId, long due)
{
    public Instance Instance { get; } = instance;

    public int TaskId { get; } = taskId;

    public long Due { get; } = due;

    public bool IsOff { get; set; }

    public Message ToMessage() => TaskId < 0 ? Message.Start : new Message(new HistoryEvent(HistoryKind.TimerFired, 0, TaskId), execution);
}

/// <summary>All durable timers, with one timer of the business clock armed for the earliest.</summary>
internal sealed class DurableTimers : IDisposable
{
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(40);

    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly DurableOptions options;
    private readonly Action<Instance, Message> deliver;
    private readonly ITimer alarm;
    private PriorityQueue<TimerEntry, long> heap = new();
    private int off;
    private bool stopped;

    public DurableTimers(TimeProvider clock, DurableOptions options, Action<Instance, Message> deliver)
    {
        this.clock = clock;
        this.options = options;
        this.deliver = deliver;
        alarm = clock.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Set(Instance instance, int execution, int taskId, long time)
    {
        var due = time - options.TimersEarlyBy.Ticks;
        lock (gate)
        {
            if (stopped)
                return;
            var earliest = heap.TryPeek(out _, out var first) ? first : long.MaxValue;
            var entry = new TimerEntry(instance, execution, taskId, due);
            heap.Enqueue(entry, due);
            (instance.Timers ??= new List<TimerEntry>(1)).Add(entry);
            if (due < earliest)
                Arm(due);
        }
    }

    public void Cancel(Instance instance, int taskId)
    {
        lock (gate)
        {
            if (instance.Timers?.Find(entry => entry.TaskId == taskId) is not { } entry)
                return;
            instance.Timers.Remove(entry);
            TurnOff(entry);
        }
    }

    public void CancelAll(Instance instance)
    {
        lock (gate)
        {
            if (instance.Timers is not { } timers)
                return;
            instance.Timers = null;
            foreach (var entry in timers)
                TurnOff(entry);
        }
    }

    public void Dispose()
    {
        lock (gate)
            stopped = true;
        alarm.Dispose();
    }

    private void TurnOff(TimerEntry entry)
    {
        entry.IsOff = true;
        off++;
        if (off > 64 && off > heap.Count / 2)
        {
            heap = new PriorityQueue<TimerEntry, long>(heap.UnorderedItems.Where(item => !item.Element.IsOff));
            off = 0;
        }

        ArmForEarliest();
    }

    private void Ring()
    {
        var due = new List<TimerEntry>();
        lock (gate)
        {
            var now = clock.GetUtcNow().UtcTicks;
            while (heap.TryPeek(out var entry, out var at) && (at <= now || entry.IsOff))
            {
                heap.Dequeue();
                if (entry.IsOff)
                {
                    off = Math.Max(0, off - 1);
                    continue;
                }

                entry.Instance.Timers?.Remove(entry);
                due.Add(entry);
            }

            ArmForEarliest();
        }

        foreach (var entry in due)
            deliver(entry.Instance, entry.ToMessage());
    }

    private void ArmForEarliest()
    {
        while (heap.TryPeek(out var entry, out _) && entry.IsOff)
        {
            heap.Dequeue();
            off = Math.Max(0, off - 1);
        }

        if (heap.TryPeek(out _, out var due))
            Arm(due);
        else if (!stopped)
            alarm.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void Arm(long due)
    {
        if (stopped)
            return;
        var wait = TimeSpan.FromTicks(due - clock.GetUtcNow().UtcTicks);

        // A system timer counts whole milliseconds and may ring a little early; a whole one is added rather than spun away.
        wait = wait <= TimeSpan.Zero ? TimeSpan.Zero : wait > Furthest ? Furthest : wait;
        alarm.Change(wait > TimeSpan.Zero && clock == TimeProvider.System ? wait + TimeSpan.FromMilliseconds(1) : wait, Timeout.InfiniteTimeSpan);
    }
}
