namespace ActiveReach.Channels.Sandbox;

/// <summary>The carrier's own limit: so many messages in any minute of business time, wherever it begins. It doesn't trust its clients to
/// keep it.</summary>
internal sealed class SandboxRate(int? perMinute, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Lock gate = new();
    private readonly Queue<DateTimeOffset> taken = new();

    public int? PerMinute => perMinute;

    /// <summary>Messages of before a restart.</summary>
    public void Remember(IEnumerable<DateTimeOffset> times)
    {
        if (perMinute is null)
            return;
        lock (gate)
        {
            foreach (var time in times.Where(time => time > clock.GetUtcNow() - Window).Order())
                taken.Enqueue(time);
        }
    }

    /// <summary>How many of the messages may pass now; the others may try again after the time given.</summary>
    public (int Granted, TimeSpan RetryAfter) Take(int messages)
    {
        if (perMinute is not { } most)
            return (messages, TimeSpan.Zero);
        lock (gate)
        {
            var now = clock.GetUtcNow();
            while (taken.TryPeek(out var oldest) && oldest <= now - Window)
                taken.Dequeue();
            var granted = Math.Clamp(most - taken.Count, 0, messages);
            for (var count = 0; count < granted; count++)
                taken.Enqueue(now);
            return (granted, granted == messages ? TimeSpan.Zero : taken.Peek() + Window - now);
        }
    }
}
