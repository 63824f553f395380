namespace ActiveReach.Sqlite.Tests.Delivery.World;

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private long ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public void Pass(TimeSpan time) => Interlocked.Add(ref ticks, time.Ticks);

    public void GoTo(DateTimeOffset time) => Interlocked.Exchange(ref ticks, Math.Max(Interlocked.Read(ref ticks), time.UtcTicks));
}
