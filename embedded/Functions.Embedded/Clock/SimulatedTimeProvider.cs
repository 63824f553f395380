namespace Functions.Embedded.Clock;

/// <summary>
/// Business time that stands still until it is told to move, and then moves at once. Timers fire on the thread that moves it, in
/// order, each at its own instant.
/// </summary>
public sealed class SimulatedTimeProvider : TimeProvider
{
    private readonly Lock gate = new();
    private readonly Lock moving = new();
    private readonly SortedSet<SimulatedTimer> timers = new(Comparer<SimulatedTimer>.Create(Earlier));
    private readonly SortedSet<SimulatedTimer> businessTimers = new(Comparer<SimulatedTimer>.Create(Earlier));
    private long now;
    private long sequence;

    public SimulatedTimeProvider(DateTimeOffset start) => now = start.UtcTicks;

    /// <summary>Called when a timer was set, so that a sleeping driver looks again.</summary>
    internal Action? TimerSet { get; set; }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the earliest timer is due; null when none is set.</summary>
    public DateTimeOffset? NextDue => EarliestOf(timers);

    /// <summary>The same, housekeeping aside.</summary>
    public DateTimeOffset? NextBusinessDue => EarliestOf(businessTimers);

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref now), TimeSpan.Zero);

    public override long GetTimestamp() => Volatile.Read(ref now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        CreateTimer(callback, state, dueTime, period, isHousekeeping: false);

    /// <summary>A timer that fires when time passes it but is no reason for time to jump, or to stop on its way: something that recurs for ever, such as a
    /// timer trigger, would otherwise keep time running when nothing is left to happen, and make months of minutes long.</summary>
    public ITimer CreateHousekeepingTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        CreateTimer(callback, state, dueTime, period, isHousekeeping: true);

    /// <summary>Moves time forward, firing what falls due on the way.</summary>
    public void Advance(TimeSpan time) => AdvanceTo(GetUtcNow() + time);

    /// <summary>Moves time to an instant, firing what falls due on the way; an instant in the past moves nothing.</summary>
    public void AdvanceTo(DateTimeOffset instant)
    {
        lock (moving)
        {
            while (Take(instant.UtcTicks) is { } due)
                due.Fire();
        }
    }

    /// <summary>Moves time to the earliest timer and fires all that are due then; false when none is set.</summary>
    public bool JumpToNext() => JumpTo(timers);

    /// <summary>The same to the earliest that isn't housekeeping, which fires as time passes it.</summary>
    public bool JumpToNextBusiness() => JumpTo(businessTimers);

    internal bool Change(SimulatedTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
        {
            Take(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
                return true;
            timer.Due = dueTime.Ticks > DateTime.MaxValue.Ticks - now ? DateTime.MaxValue.Ticks : now + dueTime.Ticks;
            timer.Period = period;
            Put(timer);
        }

        if (dueTime <= TimeSpan.Zero)
            ThreadPool.UnsafeQueueUserWorkItem(static clock => clock.AdvanceTo(clock.GetUtcNow()), this, preferLocal: false);
        TimerSet?.Invoke();
        return true;
    }

    internal void Remove(SimulatedTimer timer)
    {
        lock (gate)
            Take(timer);
    }

    private SimulatedTimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period, bool isHousekeeping)
    {
        var timer = new SimulatedTimer(this, callback, state, Interlocked.Increment(ref sequence), isHousekeeping);
        Change(timer, dueTime, period);
        return timer;
    }

    private DateTimeOffset? EarliestOf(SortedSet<SimulatedTimer> some)
    {
        lock (gate)
            return some.Min is { } first ? new DateTimeOffset(first.Due, TimeSpan.Zero) : null;
    }

    private bool JumpTo(SortedSet<SimulatedTimer> some)
    {
        lock (moving)
        {
            if (EarliestOf(some) is not { } next)
                return false;
            AdvanceTo(next);
            return true;
        }
    }

    private void Put(SimulatedTimer timer)
    {
        timers.Add(timer);
        if (!timer.IsHousekeeping)
            businessTimers.Add(timer);
    }

    private void Take(SimulatedTimer timer)
    {
        timers.Remove(timer);
        businessTimers.Remove(timer);
    }

    private static int Earlier(SimulatedTimer a, SimulatedTimer b) =>
        a.Due != b.Due ? a.Due.CompareTo(b.Due) : a.Sequence.CompareTo(b.Sequence);

    private SimulatedTimer? Take(long target)
    {
        lock (gate)
        {
            if (timers.Min is not { } first || first.Due > target)
            {
                Volatile.Write(ref now, Math.Max(now, target));
                return null;
            }

            Take(first);
            Volatile.Write(ref now, Math.Max(now, first.Due));
            if (first.Period > TimeSpan.Zero)
            {
                first.Due = now + first.Period.Ticks;
                Put(first);
            }

            return first;
        }
    }
}
