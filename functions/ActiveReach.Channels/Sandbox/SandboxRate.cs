namespace ActiveReach.Channels.Sandbox;

/// <summary>So many messages in each minute of business time. A permit reserves its share of the minute; what is not used is lost
/// with the minute.</summary>
internal sealed class SandboxRate(int? perMinute, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Lock gate = new();
    private DateTimeOffset opened = DateTimeOffset.MinValue;
    private int reserved;
    private int used;

    public Permit Reserve(int messages)
    {
        if (perMinute is not { } most)
            return new Permit(messages, TimeSpan.Zero);
        lock (gate)
        {
            var rest = Enter();
            var granted = Math.Clamp(most - used - reserved, 0, messages);
            reserved += granted;
            return new Permit(granted, granted == messages ? TimeSpan.Zero : rest);
        }
    }

    /// <summary>How many of the messages may pass now; the others may try again after the time given.</summary>
    public Permit Take(int messages)
    {
        if (perMinute is not { } most)
            return new Permit(messages, TimeSpan.Zero);
        lock (gate)
        {
            var rest = Enter();
            var fromReserve = Math.Min(messages, reserved);
            reserved -= fromReserve;
            used += fromReserve;
            var further = Math.Clamp(most - used - reserved, 0, messages - fromReserve);
            used += further;
            return new Permit(fromReserve + further, rest);
        }
    }

    /// <summary>Opens a new minute when the last one is over; gives the time until the next.</summary>
    private TimeSpan Enter()
    {
        var now = clock.GetUtcNow();
        if (now - opened >= Window)
            (opened, reserved, used) = (now, 0, 0);
        return opened + Window - now;
    }
}
