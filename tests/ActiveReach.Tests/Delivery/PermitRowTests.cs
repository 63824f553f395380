using ActiveReach.Channels;
using ActiveReach.Delivery.Permits;

namespace ActiveReach.Tests.Delivery;

/// <summary>Workers that come when they are told, and sometimes late, against every limit.</summary>
public sealed class PermitRowTests
{
    private static readonly DateTimeOffset Start = new(2026, 12, 1, 10, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Started = Start.AddMinutes(2);
    private static readonly Asker One = new("demo", "large");

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
        var sent = Work(perMinute, workers, () => TimeSpan.Zero);

        Assert.True(MostInAMinute(sent) <= perMinute, $"{MostInAMinute(sent)} in a minute");
        Assert.True(Used(sent, perMinute) >= 0.95, $"{Used(sent, perMinute):P1} of the rate used");
    }

    [Theory]
    [InlineData(30, 4)]
    [InlineData(600, 16)]
    public void Workers_that_come_late_lose_nothing_of_the_rate(int perMinute, int workers)
    {
        var random = new Random(5);
        var sent = Work(perMinute, workers, () => TimeSpan.FromMilliseconds(random.Next(900)));

        Assert.True(MostInAMinute(sent) <= perMinute, $"{MostInAMinute(sent)} in a minute");
        Assert.True(Used(sent, perMinute) >= 0.95, $"{Used(sent, perMinute):P1} of the rate used");
    }

    [Theory]
    [InlineData(30)]
    [InlineData(600)]
    public void Tokens_go_out_evenly(int perMinute)
    {
        var sent = Work(perMinute, workers: 8, () => TimeSpan.Zero);

        Assert.All(sent, each => Assert.True(sent.Where(other => other.At > each.At - TimeSpan.FromSeconds(10) && other.At <= each.At).Sum(other => other.Count) <= (perMinute / 6) + 1 + (perMinute / 30)));
    }

    [Fact]
    public void Whoever_uses_a_lease_at_its_last_moment_breaks_no_limit()
    {
        var random = new Random(3);
        var sent = Work(30, 4, () => TimeSpan.Zero).ConvertAll(each => (At: each.At + (random.Next(2) * PermitRow.Slice), each.Count));

        Assert.True(MostInAMinute([.. sent.OrderBy(each => each.At)]) <= 30);
    }

    [Fact]
    public void What_is_given_back_can_be_had_at_once()
    {
        var (row, lease) = new PermitRow().LeaseOf(Limit(600), 98, One, Start);
        var again = row.Return(lease, lease.Granted).Lease(Limit(600), 98, One, Start);

        Assert.Equal((10, 10), (lease.Granted, again.Granted));
    }

    [Fact]
    public void While_the_provider_asks_to_wait_nobody_gets_anything_and_all_come_back_one_after_the_other()
    {
        var row = new PermitRow().Close(Start.AddSeconds(60), Start);
        var (after, none, wait) = row.Lease(Limit(null), 98, One, Start);
        var (_, alsoNone, later) = after.Lease(Limit(null), 98, One, Start.AddSeconds(59));

        Assert.Equal((0, 0), (none, alsoNone));
        Assert.Equal((TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(2)), (wait, later));
        Assert.Equal(98, after.Lease(Limit(null), 98, One, Start.AddSeconds(60)).Granted);
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
            (row, var granted, var retryAfter) = row.Lease(limit, 97, One, now);
            if (granted > 0)
                sent.Add((now, granted));
            Assert.True(retryAfter >= TimeSpan.Zero && row.SpentOfHour.Count <= 62 && row.SpentOfDay.Count <= 98);
            queue.Enqueue(worker, now + retryAfter + TimeSpan.FromMilliseconds(random.Next(900)));
        }

        Assert.True(SlidingWindow.Most(sent, TimeSpan.FromMinutes(1)) <= (perMinute ?? int.MaxValue));
        Assert.True(SlidingWindow.Most(sent, TimeSpan.FromHours(1)) <= (perHour ?? int.MaxValue));
        Assert.True(SlidingWindow.Most(sent, TimeSpan.FromDays(1)) <= (perDay ?? int.MaxValue));
        var allowed = Math.Min(perDay * 3 ?? int.MaxValue, perHour * 72 ?? int.MaxValue);
        Assert.InRange(sent.Sum(each => each.Count), allowed * 0.95, allowed);
    }

    [Fact]
    public void A_full_day_has_room_again_when_the_first_of_it_is_over()
    {
        var limit = Limit(null) with { PerDay = 250 };
        var (row, lease) = new PermitRow().LeaseOf(limit, 300, One, Start);
        Assert.Equal(250, lease.Granted);
        var free = row.FreeAt(limit, Start.AddHours(1))!.Value;
        Assert.InRange(free - Start, TimeSpan.FromDays(1), TimeSpan.FromDays(1) + TimeSpan.FromMinutes(16));
        Assert.Null(row.FreeAt(limit, free));
        Assert.Equal(50, row.Lease(limit, 50, One, free).Granted);
        Assert.Equal((100, TimeSpan.FromDays(2)), (row.Return(lease, 100).Lease(limit, 300, One, Start.AddMinutes(1)).Granted, PermitRow.TimeFor(600, limit)));
    }

    [Fact]
    public void A_limit_that_the_provider_doesn_t_keep_is_halved_and_grows_back()
    {
        var (opened, used) = (Start.AddMinutes(1), new PermitRow().Close(Start.AddMinutes(1), Start));
        Assert.Equal(used with { ClosedUntil = opened.AddSeconds(1) }, used.Close(opened.AddSeconds(1), Start.AddSeconds(1)));
        Assert.Equal((0.5, 0.75, 1), (used.PaceAt(opened), used.PaceAt(opened.AddMinutes(2.5)), used.PaceAt(opened.AddHours(1))));
        Assert.Equal(5, used.Lease(Limit(600), 98, One, opened).Granted);
        Assert.Equal(0.25, used.Close(opened.AddMinutes(1), opened).Pace);
        var refused = Enumerable.Range(1, 40).Aggregate(used, (row, minute) => row.Close(opened.AddMinutes(minute), opened.AddMinutes(minute - 1)));
        Assert.Equal(1, refused.Lease(Limit(10), 98, One, opened.AddMinutes(40)).Granted);
    }

    [Theory]
    [InlineData(30, 16, 10)]
    [InlineData(600, 16, 100)]
    [InlineData(4_800, 16, 800)]
    [InlineData(4_800, 64, 100)]
    public void A_small_campaign_beside_a_large_one_takes_no_more_than_about_its_share_of_time(int perMinute, int batches, int messages)
    {
        var sent = Work(perMinute, [(One, batches), (new Asker("demo", "small"), 1)], messages, UpTo300Milliseconds(), most: 498);

        var alone = TimeSpan.FromMinutes((double)messages / perMinute);
        var done = sent.Last(each => each.Asker != One).At - Started;
        Assert.True(done <= (alone * 2.2) + TimeSpan.FromSeconds(2), $"{done} of {alone}");
        Assert.True(Used(sent.ConvertAll(each => (each.At, each.Count)), perMinute) >= 0.95);
    }

    [Fact]
    public void Workspaces_get_as_much_as_each_other_and_in_each_all_that_it_sends()
    {
        var askers = new[] { new Asker("one", "a"), new Asker("one", "b"), new Asker("one", "c"), new Asker("two", "a") };
        var sent = Work(600, [.. askers.Select((asker, index) => (asker, index == 0 ? 32 : 8))], messages: int.MaxValue, UpTo300Milliseconds(), most: 498);

        sent.RemoveAll(each => each.At < Started.AddMinutes(1));
        var shares = askers.Select(asker => sent.Where(each => each.Asker == asker).Sum(each => each.Count) / (double)sent.Sum(each => each.Count)).ToList();
        Assert.InRange(shares[3], 0.45, 0.55);
        Assert.All(shares.Take(3), share => Assert.InRange(share, 0.14, 0.2));
    }

    private static Func<TimeSpan> UpTo300Milliseconds()
    {
        var random = new Random(11);
        return () => TimeSpan.FromMilliseconds(random.Next(300));
    }

    private static SendLimit Limit(int? perMinute) => new("acme", Channel.Sms, perMinute);

    /// <summary>Ten minutes of workers, each of whom has more to send than the limit allows.</summary>
    private static List<(DateTimeOffset At, int Count)> Work(int perMinute, int workers, Func<TimeSpan> lateness) =>
        Work(perMinute, [(One, workers)], messages: int.MaxValue, lateness, most: 98).ConvertAll(each => (each.At, each.Count));

    /// <summary>Ten minutes of the first asker, beside others that begin after two.</summary>
    /// <param name="messages">Of each batch of the others; the first has no end of them.</param>
    /// <param name="most">What a batch asks for at once.</param>
    private static List<(DateTimeOffset At, int Count, Asker Asker)> Work(int perMinute, IReadOnlyList<(Asker Asker, int Batches)> askers, int messages, Func<TimeSpan> lateness, int most)
    {
        var (row, sent) = (new PermitRow(), new List<(DateTimeOffset At, int Count, Asker Asker)>());
        var queue = new PriorityQueue<(Asker Asker, int Left), DateTimeOffset>();
        foreach (var (asker, batches) in askers)
        {
            for (var batch = 0; batch < batches; batch++)
                queue.Enqueue((asker, asker == askers[0].Asker ? int.MaxValue : messages), asker == askers[0].Asker ? Start : Started);
        }

        while (queue.TryDequeue(out var worker, out var now) && now < Start.AddMinutes(10))
        {
            (row, var granted, var retryAfter) = row.Lease(Limit(perMinute), Math.Min(worker.Left, most), worker.Asker, now);
            if (granted > 0)
                sent.Add((now, granted, worker.Asker));
            Assert.True(retryAfter >= TimeSpan.Zero);
            if (worker.Left > granted)
                queue.Enqueue((worker.Asker, worker.Left - granted), now + retryAfter + lateness());
        }

        return sent;
    }

    private static int MostInAMinute(List<(DateTimeOffset At, int Count)> sent) => SlidingWindow.Most(sent, TimeSpan.FromMinutes(1));

    private static double Used(List<(DateTimeOffset At, int Count)> sent, int perMinute) => sent.Sum(each => each.Count) / (10.0 * perMinute);
}
