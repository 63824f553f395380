using Functions.Embedded.Clock;
using Functions.Embedded.Hosting;

namespace Functions.Embedded.Timers;

/// <summary>Timers of business time for timer functions, that never leave a moment in which the process looks idle.</summary>
internal sealed class BusinessTimers(TimeProvider clock, RuntimeActivity activity, RuntimeDatabase runtime)
{
    /// <summary>The system's timers don't reach further than some weeks; a longer wait is made of several.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(20);

    public DateTime UtcNow => clock.GetUtcNow().UtcDateTime;

    public bool IsStorageGone => runtime.IsStopped;

    public IDisposable BeginWork() => activity.Begin("timer");

    /// <summary>A timer, not yet set, that is no reason for a simulated clock to jump.</summary>
    public ITimer CreateRecurring(Action fire) => clock is SimulatedTimeProvider simulated
        ? simulated.CreateHousekeepingTimer(_ => fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan)
        : clock.CreateTimer(_ => fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Set(ITimer timer, DateTime instant)
    {
        var wait = instant - UtcNow;
        if (wait < TimeSpan.FromMilliseconds(1))
            wait = TimeSpan.FromMilliseconds(1);
        timer.Change(wait < Longest ? wait : Longest, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits, and is busy again from the very instant the wait ends.</summary>
    public async Task<IDisposable> DelayAsync(TimeSpan delay, CancellationToken cancellation)
    {
        var over = new TaskCompletionSource<IDisposable>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var timer = clock.CreateTimer(
            _ =>
            {
                var busy = activity.Begin("timer");
                if (!over.TrySetResult(busy))
                    busy.Dispose();
            },
            null, delay, Timeout.InfiniteTimeSpan);
        await using var registration = cancellation.Register(() => over.TrySetCanceled(cancellation));
        return await over.Task;
    }
}
