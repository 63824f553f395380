namespace Functions.Embedded.Clock;

internal sealed class SimulatedTimer(SimulatedTimeProvider clock, TimerCallback callback, object? state, long sequence, bool isHousekeeping) : ITimer
{
    private readonly ExecutionContext? context = ExecutionContext.Capture();

    public long Sequence { get; } = sequence;

    /// <summary>Fires as time passes it, but is no reason for time to jump.</summary>
    public bool IsHousekeeping { get; } = isHousekeeping;

    /// <summary>UTC ticks; meaningful only while the clock holds the timer.</summary>
    public long Due { get; set; }

    public TimeSpan Period { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period) => clock.Change(this, dueTime, period);

    public void Fire()
    {
        if (context is null)
            callback(state);
        else
            ExecutionContext.Run(context, static timer => ((SimulatedTimer)timer!).Call(), this);
    }

    public void Dispose() => clock.Remove(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Call() => callback(state);
}
