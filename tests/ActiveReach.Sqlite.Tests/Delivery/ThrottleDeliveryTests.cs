using ActiveReach.Channels;
using ActiveReach.Delivery.Sending;
using ActiveReach.Sqlite.Tests.Delivery.World;

namespace ActiveReach.Sqlite.Tests.Delivery;

/// <summary>A stand-in that takes thirty messages in any minute, and answers more with 429 and Retry-After.</summary>
public sealed class ThrottleDeliveryTests : IDisposable
{
    private const int PerMinute = 30;
    private readonly DeliveryWorld world = new();
    private readonly Queue<DateTimeOffset> taken = new();
    private DateTimeOffset closedUntil;
    private int early;
    private int refused;

    public ThrottleDeliveryTests()
    {
        world.Sms.OnCall = _ => early += world.Clock.GetUtcNow() < closedUntil ? 1 : 0;
        world.Sms.Answers = _ => Answer();
    }

    [Fact]
    public async Task With_a_known_limit_it_is_never_asked_too_much_and_the_rate_is_used()
    {
        world.Sms.Limit = new SendLimit("acme", Channel.Sms, PerMinute);
        await world.PlannedAsync();
        var begun = world.Clock.GetUtcNow();
        await world.DrainAsync();

        Assert.Equal((300, 0, 0), (world.Sms.Accepted.Count, early, refused));
        Assert.True(300 / (world.Clock.GetUtcNow() - begun).TotalMinutes >= 0.95 * PerMinute);
    }

    [Fact]
    public async Task With_an_unknown_limit_nobody_calls_before_the_time_that_it_asked_for()
    {
        world.Sms.Concurrency = 1;
        await world.PlannedAsync();
        await world.DrainAsync();

        Assert.Equal((300, 0), (world.Sms.Accepted.Count, early));
        Assert.True(refused > 0);
    }

    [Fact]
    public async Task The_time_that_it_asked_for_holds_after_a_crash()
    {
        world.Sms.Limit = new SendLimit("acme", Channel.Sms);
        await world.PlannedAsync();
        world.Sms.Concurrency = 1;
        foreach (var body in world.Post.Take(3))
            await world.DeliverAsync(body);
        Assert.True(closedUntil > world.Clock.GetUtcNow());
        world.Crash();
        await world.StartStage.StartAsync(DeliveryWorld.Run, ActiveReach.Ids.Stage.Rest);
        await world.DrainAsync();

        Assert.Equal((300, 0), (world.Sms.Accepted.Count, early));
    }

    [Fact]
    public async Task The_first_batch_that_is_put_off_says_why()
    {
        world.Sms.Limit = new SendLimit("acme", Channel.Sms, PerMinute);
        await world.PlannedAsync();
        var met = new List<Hindrance?>();
        foreach (var body in world.Post.Take(3))
            met.Add((await world.DeliverAsync(body)).Met);

        Assert.Equal([Hindrance.Limit, Hindrance.Limit, Hindrance.Limit], met);
    }

    [Fact]
    public async Task Watching_a_slowed_stage_repeats_none_of_its_messages()
    {
        world.Sms.Limit = new SendLimit("acme", Channel.Sms, PerMinute);
        await world.PlannedAsync();
        foreach (var body in world.Post.Take(8))
            await world.DeliverAsync(body);
        var sent = world.Post.Sent;
        await world.StartStage.StartAsync(DeliveryWorld.Run, ActiveReach.Ids.Stage.Rest);

        Assert.Equal(sent, world.Post.Sent);
    }

    public void Dispose() => world.Dispose();

    private HandOverResult Answer()
    {
        var now = world.Clock.GetUtcNow();
        while (taken.TryPeek(out var oldest) && oldest <= now.AddMinutes(-1))
            taken.Dequeue();
        if (taken.Count < PerMinute)
        {
            taken.Enqueue(now);
            return HandOverResult.Accepted;
        }

        refused++;
        world.Sms.RetryAfter = taken.Peek().AddMinutes(1) - now;
        closedUntil = taken.Peek().AddMinutes(1);
        return HandOverResult.Deferred;
    }
}
