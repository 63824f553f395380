using ActiveReach.Channels;
using ActiveReach.Delivery.Permits;

namespace ActiveReach.Tests.Delivery;

/// <summary>Workers against a limit by the second. Each uses its lease a while after it got it, and tells when that was a while later.</summary>
public sealed class PermitsOfSecondsTests
{
    private static readonly DateTimeOffset Start = new(2026, 12, 1, 10, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(1, null, 1)]
    [InlineData(1, null, 16)]
    [InlineData(3, null, 8)]
    [InlineData(80, null, 16)]
    [InlineData(100, 1_200, 16)]
    public void No_sliding_second_is_above_the_limit_and_the_rate_is_used(int perSecond, int? perMinute, int workers)
    {
        var sent = Work(perSecond, perMinute, workers, () => TimeSpan.Zero, () => TimeSpan.Zero, late: () => TimeSpan.Zero);

        Assert.True(SlidingWindow.Most(sent, Second) <= perSecond, $"{SlidingWindow.Most(sent, Second)} in a second");
        Assert.True(SlidingWindow.Most(sent, TimeSpan.FromMinutes(1)) <= (perMinute ?? int.MaxValue));
        var used = sent.Sum(each => each.Count) / (180.0 * Math.Min(perSecond, perMinute / 60.0 ?? perSecond));
        Assert.True(used >= 0.95, $"{used:P1} of the rate used");
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(3, 16)]
    [InlineData(80, 16)]
    public void Whoever_uses_a_lease_late_tells_it_late_or_never_breaks_no_limit(int perSecond, int workers)
    {
        var random = new Random(3);
        var sent = Work(perSecond, null, workers, Up(random, 1000), () => random.Next(4) == 0 ? null : Up(random, 1500)(), Up(random, 900));

        Assert.True(SlidingWindow.Most(sent, Second) <= perSecond, $"{SlidingWindow.Most(sent, Second)} in a second");
        Assert.True(sent.Sum(each => each.Count) > 180 * perSecond / 4);
    }

    [Fact]
    public void Tokens_of_a_second_go_out_evenly()
    {
        var sent = Work(80, null, 8, () => TimeSpan.Zero, () => TimeSpan.Zero, late: () => TimeSpan.Zero).Where(each => each.At > Start.AddSeconds(5)).ToList();

        Assert.All(sent, each => Assert.True(sent.Where(other => other.At > each.At - (Second / 2) && other.At <= each.At).Sum(other => other.Count) <= 60));
    }

    [Fact]
    public void A_minute_alone_is_as_it_was_and_a_second_that_is_closed_is_halved()
    {
        var limit = new SendLimit("acme", Channel.Sms) { PerSecond = 40 };
        Assert.Equal(10, new PermitRow().Lease(limit, 98, null, Start).Granted);
        Assert.Equal(5, new PermitRow().Close(Start.AddSeconds(1), Start).Lease(limit, 98, null, Start.AddSeconds(1)).Granted);
        Assert.Equal("40 SMS a second", limit.Rate);
        Assert.InRange(PermitRow.TimeFor(400, limit), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10.2));
    }

    private static Func<TimeSpan> Up(Random random, int milliseconds) => () => TimeSpan.FromMilliseconds(random.Next(milliseconds));

    /// <summary>Three minutes.</summary>
    /// <param name="use">How long after its lease a worker calls.</param>
    /// <param name="tell">How long after that it tells; null where it never does.</param>
    /// <param name="late">How much too late it comes back.</param>
    private static List<(DateTimeOffset At, int Count)> Work(int perSecond, int? perMinute, int workers, Func<TimeSpan> use, Func<TimeSpan?> tell, Func<TimeSpan> late)
    {
        var limit = new SendLimit("acme", Channel.Sms, perMinute) { PerSecond = perSecond };
        var (row, sent) = (new PermitRow(), new List<(DateTimeOffset At, int Count)>());
        var queue = new PriorityQueue<PermitLease?, (DateTimeOffset At, int Rank)>();
        for (var worker = 0; worker < workers; worker++)
            queue.Enqueue(null, (Start, 1));
        while (queue.TryDequeue(out var told, out var turn) && turn.At < Start.AddMinutes(3))
        {
            if (told is not null)
            {
                row = row.Return(told, 0);
                continue;
            }

            (row, var lease) = row.LeaseOf(limit, 97, new Asker("demo", "large"), turn.At);
            Assert.True(lease.RetryAfter >= TimeSpan.Zero && row.SpentOfSecond.Count <= 210);
            Assert.True(lease.Granted > 0 || lease.RetryAfter > TimeSpan.Zero, "It would ask again at once.");
            if (lease.Granted > 0)
            {
                var at = turn.At + use();
                sent.Add((at, lease.Granted));
                if (tell() is { } wait)
                    queue.Enqueue(lease with { Used = [new UsedTokens(at, lease.Granted)] }, (at + wait, 0));
            }

            queue.Enqueue(null, (turn.At + lease.RetryAfter + late(), 1));
        }

        return [.. sent.OrderBy(each => each.At)];
    }
}
