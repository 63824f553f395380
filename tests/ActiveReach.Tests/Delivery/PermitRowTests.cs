using ActiveReach.Channels;
using ActiveReach.Delivery.Permits;

namespace ActiveReach.Tests.Delivery;

/// <summary>Workers that come when they are told, and sometimes late, against every limit.</summary>
public sealed class PermitRowTests
{
    private static readonly DateTimeOffset Start = new(2026, 12, 1, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(30, 1)]
    [InlineData(30, 16)]
    [InlineData(100, 16)]
    [InlineData(600, 16)]
    [InlineData(6_000, 32)]
    public void No_sliding_minute_is_above_the_limit_and_the_rate_is_used(int perMinute, int workers)
    {
        var sent = Work(perMinute, workers, _ => TimeSpan.Zero);

        Assert.True(MostInAMinute(sent) <= perMinute, $"{MostInAMinute(sent)} in a minute");
        Assert.True(Used(sent, perMinute) >= 0.95, $"{Used(sent, perMinute):P1} of the rate used");
    }

    [Theory]
    [InlineData(30, 4)]
    [InlineData(600, 16)]
    public void Workers_that_come_late_lose_nothing_of_the_rate(int perMinute, int workers)
    {
        var random = new Random(5);
        var sent = Work(perMinute, workers, _ => TimeSpan.FromMilliseconds(random.Next(900)));

        Assert.True(MostInAMinute(sent) <= perMinute, $"{MostInAMinute(sent)} in a minute");
        Assert.True(Used(sent, perMinute) >= 0.95, $"{Used(sent, perMinute):P1} of the rate used");
    }

    [Theory]
    [InlineData(30)]
    [InlineData(600)]
    public void Tokens_go_out_evenly(int perMinute)
    {
        var sent = Work(perMinute, workers: 8, _ => TimeSpan.Zero);

        Assert.All(sent, each => Assert.True(sent.Where(other => other.At > each.At - TimeSpan.FromSeconds(10) && other.At <= each.At).Sum(other => other.Count) <= (perMinute / 6) + 1 + (perMinute / 30)));
    }

    [Fact]
    public void Whoever_uses_a_lease_at_its_last_moment_breaks_no_limit()
    {
        var random = new Random(3);
        var sent = Work(30, 4, _ => TimeSpan.Zero).ConvertAll(each => (At: each.At + (random.Next(2) * PermitRow.Slice), each.Count));

        Assert.True(MostInAMinute([.. sent.OrderBy(each => each.At)]) <= 30);
    }

    [Fact]
    public void What_is_given_back_can_be_had_at_once()
    {
        var (row, granted, _) = new PermitRow().Lease(Limit(600), 98, Start);
        var again = row.Return(Limit(600), Start, granted).Lease(Limit(600), 98, Start);

        Assert.Equal((10, 10), (granted, again.Granted));
    }

    [Fact]
    public void While_the_provider_asks_to_wait_nobody_gets_anything_and_all_come_back_one_after_the_other()
    {
        var row = new PermitRow().Close(Start.AddSeconds(60));
        var (after, none, wait) = row.Lease(Limit(null), 98, Start);
        var (_, alsoNone, later) = after.Lease(Limit(null), 98, Start.AddSeconds(59));

        Assert.Equal((0, 0), (none, alsoNone));
        Assert.Equal((TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(2)), (wait, later));
        Assert.Equal(98, after.Lease(Limit(null), 98, Start.AddSeconds(60)).Granted);
    }

    [Theory]
    [InlineData(30, 100, 250)]
    [InlineData(null, 100, 250)]
    [InlineData(null, 7, null)]
    [InlineData(6, null, 1_000)]
    public void No_sliding_hour_or_day_is_above_the_limit_and_what_it_allows_is_used(int? perMinute, int? perHour, int? perDay)
    {
        var limit = Limit(perMinute) with { PerHour = perHour, PerDay = perDay };
        var (row, sent, random) = (new PermitRow(), new List<(DateTimeOffset At, int Count)>(), new Random(7));
        var queue = new PriorityQueue<int, DateTimeOffset>(Enumerable.Range(0, 4).Select(worker => (worker, Start)));
        while (queue.TryDequeue(out var worker, out var now) && now < Start.AddDays(3))
        {
            (row, var granted, var retryAfter) = row.Lease(limit, 97, now);
            if (granted > 0)
                sent.Add((now, granted));
            Assert.True(retryAfter >= TimeSpan.Zero && row.SpentOfHour.Count <= 62 && row.SpentOfDay.Count <= 98);
            queue.Enqueue(worker, now + retryAfter + TimeSpan.FromMilliseconds(random.Next(900)));
        }

        Assert.True(Most(sent, TimeSpan.FromMinutes(1)) <= (perMinute ?? int.MaxValue));
        Assert.True(Most(sent, TimeSpan.FromHours(1)) <= (perHour ?? int.MaxValue));
        Assert.True(Most(sent, TimeSpan.FromDays(1)) <= (perDay ?? int.MaxValue));
        var allowed = Math.Min(perDay * 3 ?? int.MaxValue, perHour * 72 ?? int.MaxValue);
        Assert.InRange(sent.Sum(each => each.Count), allowed * 0.95, allowed);
    }

    [Fact]
    public void A_full_day_has_room_again_when_the_first_of_it_is_over()
    {
        var limit = Limit(null) with { PerDay = 250 };
        var (row, granted, _) = new PermitRow().Lease(limit, 300, Start);
        Assert.Equal(250, granted);
        var free = row.FreeAt(limit, Start.AddHours(1))!.Value;
        Assert.InRange(free - Start, TimeSpan.FromDays(1), TimeSpan.FromDays(1) + TimeSpan.FromMinutes(16));
        Assert.Null(row.FreeAt(limit, free));
        Assert.Equal(50, row.Lease(limit, 50, free).Granted);
        Assert.Equal((100, TimeSpan.FromDays(2)), (row.Return(limit, Start, 100).Lease(limit, 300, Start.AddMinutes(1)).Granted, PermitRow.TimeFor(600, limit)));
    }

    private static SendLimit Limit(int? perMinute) => new("acme", Channel.Sms, perMinute);

    /// <summary>Ten minutes of work; each worker has more to send than the limit allows.</summary>
    private static List<(DateTimeOffset At, int Count)> Work(int perMinute, int workers, Func<int, TimeSpan> lateness)
    {
        var (row, sent) = (new PermitRow(), new List<(DateTimeOffset At, int Count)>());
        var queue = new PriorityQueue<int, DateTimeOffset>(Enumerable.Range(0, workers).Select(worker => (worker, Start)));
        while (queue.TryDequeue(out var worker, out var now) && now < Start.AddMinutes(10))
        {
            (row, var granted, var retryAfter) = row.Lease(Limit(perMinute), 98, now);
            if (granted > 0)
                sent.Add((now, granted));
            Assert.True(retryAfter >= TimeSpan.Zero);
            queue.Enqueue(worker, now + retryAfter + lateness(worker));
        }

        return sent;
    }

    private static int MostInAMinute(List<(DateTimeOffset At, int Count)> sent) => Most(sent, TimeSpan.FromMinutes(1));

    private static int Most(List<(DateTimeOffset At, int Count)> sent, TimeSpan time)
    {
        var (most, sum, first) = (0, 0, 0);
        foreach (var (at, count) in sent)
        {
            sum += count;
            for (; sent[first].At <= at - time; first++)
                sum -= sent[first].Count;
            most = Math.Max(most, sum);
        }

        return most;
    }

    private static double Used(List<(DateTimeOffset At, int Count)> sent, int perMinute) => sent.Sum(each => each.Count) / (10.0 * perMinute);
}
