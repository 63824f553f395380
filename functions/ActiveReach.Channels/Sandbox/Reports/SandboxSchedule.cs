using System.Threading.Channels;

namespace ActiveReach.Channels.Sandbox.Reports;

/// <summary>Where a message lies in the outbox and which of its events is next.</summary>
internal readonly record struct SandboxStep(long Offset, int Length, int Event);

/// <summary>What will come back, by business time: one timer for the earliest. What is due waits in <see cref="Due"/>; until it is
/// settled, the process counts as busy, so that a simulated clock does not run ahead of it.</summary>
internal sealed class SandboxSchedule : IDisposable
{
    private readonly TimeProvider clock;
    private readonly Func<IDisposable>? busy;
    private readonly Lock gate = new();
    private readonly PriorityQueue<SandboxStep, long> waiting = new();
    private readonly Channel<SandboxStep> due = System.Threading.Channels.Channel.CreateUnbounded<SandboxStep>();
    private readonly ITimer timer;
    private IDisposable? activity;
    private long unsettled;
    private long armed = long.MaxValue;

    /// <param name="busy">Marks the process busy until disposed; null where nobody asks.</param>
    public SandboxSchedule(TimeProvider clock, Func<IDisposable>? busy)
    {
        (this.clock, this.busy) = (clock, busy);
        timer = clock.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public ChannelReader<SandboxStep> Due => due.Reader;

    public void Add(IReadOnlyList<(DateTimeOffset Due, SandboxStep Step)> steps)
    {
        lock (gate)
        {
            foreach (var (at, step) in steps)
                waiting.Enqueue(step, at.UtcTicks);
            Release();
        }
    }

    /// <summary>Puts a step back whose delivery failed; it stays due.</summary>
    public void Again(SandboxStep step) => due.Writer.TryWrite(step);

    /// <summary>A due step is over; add what follows first.</summary>
    public void Settle(int steps)
    {
        lock (gate)
        {
            unsettled -= steps;
            if (unsettled > 0)
                return;
            activity?.Dispose();
            activity = null;
        }
    }

    public void Dispose()
    {
        timer.Dispose();
        due.Writer.TryComplete();
        activity?.Dispose();
    }

    private void Ring()
    {
        lock (gate)
        {
            armed = long.MaxValue;
            Release();
        }
    }

    private void Release()
    {
        var now = clock.GetUtcNow().UtcTicks;
        while (waiting.TryPeek(out _, out var at) && at <= now)
        {
            if (unsettled++ == 0)
                activity = busy?.Invoke();
            due.Writer.TryWrite(waiting.Dequeue());
        }

        if (!waiting.TryPeek(out _, out var next) || next == armed)
            return;
        armed = next;
        timer.Change(TimeSpan.FromTicks(next - now), Timeout.InfiniteTimeSpan);
    }
}
