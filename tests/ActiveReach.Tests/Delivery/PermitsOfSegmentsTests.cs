using ActiveReach.Channels;
using ActiveReach.Delivery.Permits;

namespace ActiveReach.Tests.Delivery;

/// <summary>Messages that take several tokens each.</summary>
public sealed class PermitsOfSegmentsTests
{
    private static readonly DateTimeOffset Start = new(2026, 12, 1, 10, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(60, 1, 10)]
    [InlineData(60, 8, 4)]
    [InlineData(180, 8, 7)]
    [InlineData(6_000, 16, 10)]
    public void No_sliding_minute_has_more_segments_than_the_limit_and_most_of_the_rate_is_used(int perMinute, int workers, int longest)
    {
        var sent = Work(new SendLimit("acme", Channel.Sms, perMinute) { InSegments = true }, workers, longest);

        Assert.True(SlidingWindow.Most(sent, Minute) <= perMinute, $"{SlidingWindow.Most(sent, Minute)} in a minute");
        Assert.True(sent.Sum(each => each.Count) >= 0.8 * 10 * perMinute, $"{sent.Sum(each => each.Count)} of {10 * perMinute}");
    }

    [Fact]
    public void A_message_of_more_than_goes_at_once_goes_when_one_may_and_the_next_waits_for_all_of_it()
    {
        var limit = new SendLimit("acme", Channel.Sms) { PerSecond = 1, InSegments = true };
        var (row, lease) = new PermitRow().LeaseOf(limit, 20, null, Start, first: 10);
        Assert.Equal(10, lease.Granted);
        Assert.InRange(lease.RetryAfter, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10.2));
        Assert.Equal(0, row.Lease(limit, 1, null, Start.AddSeconds(9)).Granted);
        Assert.Equal(1, row.Lease(limit, 1, null, Start.AddSeconds(11)).Granted);
        Assert.Equal(1, row.Return(lease, 10).Lease(limit, 1, null, Start).Granted);
    }

    [Fact]
    public void A_message_of_more_than_a_whole_day_has_goes_when_the_day_is_empty()
    {
        var limit = new SendLimit("acme", Channel.Sms) { PerDay = 5, InSegments = true };
        var (row, lease) = new PermitRow().LeaseOf(limit, 1, null, Start);
        var (_, none, wait) = row.Lease(limit, 8, null, Start, first: 8);
        Assert.Equal((1, 0), (lease.Granted, none));
        Assert.InRange(wait, TimeSpan.FromHours(24), TimeSpan.FromHours(24.5));
        Assert.Equal(8, row.Lease(limit, 8, null, Start + wait, first: 8).Granted);
    }

    /// <summary>Ten minutes of workers that have more texts than the limit allows, of one segment to the longest.</summary>
    private static List<(DateTimeOffset At, int Count)> Work(SendLimit limit, int workers, int longest)
    {
        var random = new Random(9);
        var (row, sent) = (new PermitRow(), new List<(DateTimeOffset At, int Count)>());
        var queue = new PriorityQueue<Queue<int>, DateTimeOffset>(Enumerable.Range(0, workers).Select(_ => (new Queue<int>(), Start)));
        while (queue.TryDequeue(out var texts, out var now) && now < Start + (10 * Minute))
        {
            while (texts.Count < 97)
                texts.Enqueue(1 + random.Next(longest));
            (row, var lease) = row.LeaseOf(limit, texts.Sum(), new Asker("demo", "large"), now, texts.Peek());
            Assert.True(lease.Granted >= texts.Peek() || (lease.Granted == 0 && lease.RetryAfter > TimeSpan.Zero));
            var used = 0;
            while (texts.Count > 0 && used + texts.Peek() <= lease.Granted)
                used += texts.Dequeue();
            if (used > 0)
                sent.Add((now, used));
            row = row.Return(lease, lease.Granted - used);
            queue.Enqueue(texts, now + lease.RetryAfter);
        }

        return sent;
    }
}
