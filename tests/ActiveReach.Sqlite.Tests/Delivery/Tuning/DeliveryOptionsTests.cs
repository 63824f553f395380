using ActiveReach.Delivery.Claims;
using ActiveReach.Delivery.Sending;
using ActiveReach.Sqlite.Tests.Delivery.World;

namespace ActiveReach.Sqlite.Tests.Delivery;

/// <summary>What an operator may tune of sending.</summary>
public sealed class DeliveryOptionsTests
{
    [Theory]
    [InlineData(1, 2, 10)]
    [InlineData(2, 2, 20)]
    [InlineData(8, 2, 20)]
    [InlineData(8, 8, 80)]
    public async Task No_more_calls_are_in_flight_than_the_operator_and_the_provider_allow(int ofOperator, int ofProvider, int inDoubtAtMost)
    {
        using var world = new DeliveryWorld(People.Some(800));
        Set(world, world.Options with { Concurrency = ofOperator });
        (world.Sms.MessagesPerCall, world.Sms.Concurrency) = (10, ofProvider);
        var most = 0L;
        world.Sms.OnCall = _ => most = Math.Max(most, world.Database.Read(session => session.Prepare("SELECT count(*) FROM ledger WHERE state = 2").Number()));
        await world.PlannedAsync();

        await world.DrainAsync();

        Assert.Equal((800, (long)inDoubtAtMost), (world.Sms.Accepted.Count, most));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task No_more_batches_are_outstanding_than_the_window_holds(int window)
    {
        using var world = new DeliveryWorld(People.Some(3_000));
        Set(world, world.Options with { Window = window, LeastLanes = 1 });

        await world.PlannedAsync();

        Assert.Equal(window, world.Post.Waiting);
        await world.DrainAsync();
        Assert.Equal(3_000, world.Sms.Accepted.Count);
    }

    [Theory]
    [InlineData(16, 3)]
    [InlineData(2, 32)]
    public async Task A_window_that_is_another_after_a_restart_loses_nobody_and_repeats_nothing(int before, int after)
    {
        using var world = new DeliveryWorld(People.Some(5_000));
        Set(world, world.Options with { Window = before });
        await world.PlannedAsync();
        foreach (var body in world.Post.Take(before))
            await world.DeliverAsync(body);

        Set(world, world.Options with { Window = after });
        await world.StartStage.StartAsync(DeliveryWorld.Run, ActiveReach.Ids.Stage.Rest);
        await world.DrainAsync();

        Assert.Equal((5_000, 5_000), (world.Sms.Accepted.Count, world.Sms.Calls.Count));
    }

    [Fact]
    public async Task A_batch_is_kept_for_the_lease_and_no_longer()
    {
        using var world = new DeliveryWorld(People.Some(10));
        Set(world, world.Options with { Lease = TimeSpan.FromMinutes(5) });
        await world.PlannedAsync();
        var message = System.Text.Json.JsonSerializer.Deserialize<ActiveReach.Delivery.BatchMessage>(world.Post.Take(1)[0], ActiveReach.Problems.Wire.Json)!;
        Assert.Equal(ClaimVerdict.Taken, (await world.Ledger.ClaimAsync(message)).Verdict);

        world.SystemClock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        Assert.Equal(ClaimVerdict.TakenByAnother, (await world.Ledger.ClaimAsync(message)).Verdict);
        world.SystemClock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ClaimVerdict.Taken, (await world.Ledger.ClaimAsync(message)).Verdict);
    }

    private static void Set(DeliveryWorld world, DeliveryOptions options)
    {
        world.Options = options;
        world.Crash();
    }
}
