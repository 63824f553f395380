using ActiveReach.Channels;
using ActiveReach.Delivery.Permits;
using Microsoft.Extensions.Time.Testing;

namespace Contracts.Delivery.Permits;

/// <summary>What every adapter of <see cref="IPermits"/> keeps.</summary>
public abstract class PermitsContract
{
    private static readonly SendLimit Texts = new("acme", Channel.Sms, 30);
    private static readonly Asker One = new("demo", "run-1");

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 12, 1, 10, 0, 0, TimeSpan.Zero));

    /// <summary>The same rows as another process would see them.</summary>
    protected abstract IPermits Open();

    [Fact]
    public async Task Without_a_limit_everything_goes()
    {
        var lease = await Open().LeaseAsync(Texts with { PerMinute = null }, 98, One);
        Assert.Equal((98, TimeSpan.Zero, null), (lease.Granted, lease.RetryAfter, lease.LapsesAt));
    }

    [Fact]
    public async Task A_limit_is_shared_by_all_who_ask_and_by_nobody_else()
    {
        var first = await Open().LeaseAsync(Texts, 98, One);
        Assert.Equal((1, Clock.GetUtcNow().AddSeconds(1)), (first.Granted, first.LapsesAt));
        Assert.Equal(0, (await Open().LeaseAsync(Texts, 98, One)).Granted);
        Assert.Equal(1, (await Open().LeaseAsync(Texts with { Channel = Channel.Email }, 98, One)).Granted);
        Assert.Equal(1, (await Open().LeaseAsync(Texts with { Sender = "+18005550100" }, 98, One)).Granted);
        Assert.Equal(1, (await Open().LeaseAsync(Texts with { Account = "other" }, 98, One)).Granted);
    }

    [Fact]
    public async Task Many_who_ask_at_once_get_no_more_than_the_limit()
    {
        var permits = Open();
        var leases = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => permits.LeaseAsync(Texts, 98, One)));
        Assert.Equal(1, leases.Sum(lease => lease.Granted));
        Assert.True(leases.Select(lease => lease.RetryAfter).Distinct().Count() >= 20, "They would all come back at once.");
    }

    [Fact]
    public async Task A_newcomer_waits_for_nobody_else_s_batches()
    {
        for (var batch = 0; batch < 16; batch++)
            await Open().LeaseAsync(Texts, 98, One);
        var late = await Open().LeaseAsync(Texts, 98, One);
        var soon = await Open().LeaseAsync(Texts, 98, new Asker("other", "run-1"));
        Assert.InRange(soon.RetryAfter, TimeSpan.Zero, late.RetryAfter / 10);
    }

    [Fact]
    public async Task What_is_given_back_goes_to_the_next()
    {
        var lease = await Open().LeaseAsync(Texts, 1, One);
        await Open().ReturnAsync(lease, 1);
        Assert.Equal(1, (await Open().LeaseAsync(Texts, 1, One)).Granted);
    }

    [Fact]
    public async Task A_provider_that_asked_to_wait_is_left_alone_until_then_by_everybody()
    {
        var (limit, until) = (Texts with { PerMinute = null }, Clock.GetUtcNow().AddMinutes(5));
        await Open().CloseAsync(limit, until);
        await Open().CloseAsync(limit, until.AddMinutes(-4));
        Clock.SetUtcNow(until.AddMilliseconds(-1));
        var permits = Open();
        Assert.Equal((0, until), ((await permits.LeaseAsync(limit, 98, One)).Granted, await permits.ClosedUntilAsync(limit)));
        Clock.SetUtcNow(until);
        Assert.Equal(98, (await permits.LeaseAsync(limit, 98, One)).Granted);
        Assert.Null(await permits.ClosedUntilAsync(limit with { Account = "other" }));
    }

    [Fact]
    public async Task A_second_begins_anew_for_everybody_once_it_is_told_that_a_lease_was_used()
    {
        var limit = Texts with { PerMinute = null, PerSecond = 1 };
        var lease = await Open().LeaseAsync(limit, 98, One);
        Assert.Equal((1, Clock.GetUtcNow().AddSeconds(1)), (lease.Granted, lease.LapsesAt));
        Clock.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(0, (await Open().LeaseAsync(limit, 98, One)).Granted);
        await Open().ReturnAsync(lease with { Used = [new UsedTokens(lease.At, 1)] }, 0);
        Assert.Equal(1, (await Open().LeaseAsync(limit, 98, One)).Granted);
        Assert.Null(await Open().FullUntilAsync(limit));
    }

    [Fact]
    public async Task A_message_of_several_tokens_gets_all_of_them_and_the_next_waits_for_them()
    {
        var lease = await Open().LeaseAsync(Texts, new TokenNeed(6, First: 3), One);
        Assert.Equal(3, lease.Granted);
        Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(0, (await Open().LeaseAsync(Texts, new TokenNeed(3, First: 3), One)).Granted);
        Clock.Advance(TimeSpan.FromSeconds(2.2));
        Assert.Equal(3, (await Open().LeaseAsync(Texts, new TokenNeed(3, First: 3), One)).Granted);
    }

    [Fact]
    public async Task What_is_used_up_for_the_day_is_told_to_everybody_until_there_is_room_again()
    {
        var limit = Texts with { PerMinute = null, PerHour = 200, PerDay = 250 };
        Assert.Null(await Open().FullUntilAsync(limit));
        Assert.Equal(200, (await Open().LeaseAsync(limit, 400, One)).Granted);
        Assert.InRange(await Open().FullUntilAsync(limit) - Clock.GetUtcNow() ?? default, TimeSpan.FromHours(1), TimeSpan.FromMinutes(62));
        Clock.Advance(TimeSpan.FromHours(2));
        var last = await Open().LeaseAsync(limit, 400, One);
        Assert.Equal((50, true), (last.Granted, last.RetryAfter > TimeSpan.FromHours(21)));
        var until = (await Open().FullUntilAsync(limit))!.Value;
        Clock.SetUtcNow(until);
        Assert.Null(await Open().FullUntilAsync(limit));
        Assert.Equal(200, (await Open().LeaseAsync(limit, 400, One)).Granted);
    }
}
