using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Hours;
using ActiveReach.Delivery;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Tests.Delivery.World;

namespace ActiveReach.Sqlite.Tests.Delivery;

/// <summary>People whose hour has not come wait for it and hold up nobody. It is 10:00 UTC: forenoon in Berlin, night in Los Angeles.</summary>
public sealed class QuietHoursDeliveryTests : IDisposable
{
    private const int Contacts = 98 * 10;
    private const string Here = "Europe/Berlin";
    private const string FarWest = "America/Los_Angeles";

    private readonly DeliveryWorld world = new(People.Some(Contacts));
    private readonly List<(string Zone, DateTimeOffset At)> calls = [];

    public QuietHoursDeliveryTests()
    {
        world.Workspace.Now = OneShop.Shop.With(new ReachSettings { QuietHours = new QuietHoursSettings() });
        for (var id = 1; id <= Contacts; id++)
            world.People[id] = world.People[id] with { TimeZone = id % 2 == 0 ? Here : FarWest };
        world.Sms.OnCall = call =>
        {
            lock (calls)
                calls.AddRange(call.Select(message => (world.People[ContactOf(message)].TimeZone!, world.Clock.GetUtcNow())));
        };
    }

    private static DateTimeOffset Morning => new(2026, 12, 1, 16, 0, 0, TimeSpan.Zero);

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Everybody_is_reached_in_their_hours_and_nobody_waits_for_somebody_else()
    {
        var start = world.Clock.GetUtcNow();
        await world.PlannedAsync();
        await world.DrainAsync();

        Assert.Equal(Contacts, world.Sms.Calls.Select(message => message.To).Distinct().Count());
        Assert.All(calls, call => Assert.Equal(call.Zone == Here ? start : Morning, call.At));

        // Sixteen batches, and one message more for each of the eight that left their lane.
        Assert.Equal(24, world.Post.Sent);
        Assert.True((await world.StartStage.StartAsync(DeliveryWorld.Run, Stage.Rest)).IsSettled);
        var rows = (await world.Rows.ListAsync([DeliveryWorld.Run], RecipientAction.All, Contacts, null)).Items;
        Assert.All(rows, row => Assert.Equal((LedgerState.Handed, null, row.Contact.Value % 2 == 0 ? null : "texts 8-21"), (row.State, row.Reason, row.Rule)));
    }

    [Fact]
    public async Task What_waits_is_told_with_its_rule_when_nothing_else_is_left()
    {
        await world.PlannedAsync();
        Assert.Null((await world.StartStage.StartAsync(DeliveryWorld.Run, Stage.Rest)).Wait);
        await WorkAsync();
        var wait = (await world.StartStage.StartAsync(DeliveryWorld.Run, Stage.Rest)).Wait!;
        Assert.Equal((Contacts / 2, Morning, Morning, "texts 8-21"), (wait.Recipients, wait.From, wait.Until, wait.Rule));
        var waiting = await world.Rows.ListAsync([DeliveryWorld.Run], RecipientAction.Pending, Contacts, null);
        Assert.Equal(Contacts / 2, waiting.Items.Count(row => (row.State, row.Reason) == (LedgerState.Planned, SkipReason.QuietHours)));
    }

    [Fact]
    public async Task A_batch_whose_hours_end_while_it_waits_for_the_carrier_comes_back_in_the_morning()
    {
        await world.PlannedAsync();
        world.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 1, 20, 30, 0, TimeSpan.Zero));
        await WorkAsync();

        // In Berlin it is half past nine in the evening; in Los Angeles half past twelve.
        Assert.All(calls, call => Assert.Equal(FarWest, call.Zone));
        var wait = (await world.StartStage.StartAsync(DeliveryWorld.Run, Stage.Rest)).Wait!;
        Assert.Equal(new DateTimeOffset(2026, 12, 2, 7, 0, 0, TimeSpan.Zero), wait.From);
        await world.DrainAsync();
        Assert.Equal(Contacts, calls.Count);
        Assert.All(calls.Where(call => call.Zone == Here), call => Assert.Equal(wait.From, call.At));
    }

    [Fact]
    public async Task Who_opts_out_while_waiting_gets_nothing()
    {
        await world.PlannedAsync();
        await WorkAsync();
        world.People.OptOut(7, Channel.Sms);
        world.People.Remove(9);
        await world.DrainAsync();
        Assert.Equal(Contacts - 2, calls.Count);
        var skipped = (await world.CountAsync()).Skipped;
        Assert.Equal((1L, 1L), (skipped[SkipReason.OptedOut], skipped[SkipReason.ContactGone]));
        var row = Assert.Single((await world.Rows.ListAsync([DeliveryWorld.Run], RecipientAction.Skipped, 9, null)).Items, row => row.Contact.Value == 7);
        Assert.Null(row.Rule);
    }

    [Fact]
    public async Task A_resume_walks_the_lanes_again_and_doubles_nobody()
    {
        await world.PlannedAsync();
        await WorkAsync();
        await world.ChangeAsync(run => run with { Status = RunStatus.Paused, Epoch = run.Epoch + 1 });
        await world.ChangeAsync(run => run with { Status = RunStatus.Sending, Epoch = run.Epoch + 1 });
        await world.StartStage.StartAsync(DeliveryWorld.Run, Stage.Rest);
        await world.DrainAsync();
        Assert.Equal(Contacts, world.Sms.Calls.Select(message => message.To).Distinct().Count());
        Assert.Equal(Contacts, calls.Count);
    }

    [Fact]
    public async Task The_watchdog_repeats_a_lost_message_once_its_hour_is_over()
    {
        await world.PlannedAsync();
        await WorkAsync();
        world.Post.Lose();
        world.Clock.SetUtcNow(Morning.AddMinutes(1));
        await world.StartStage.StartAsync(DeliveryWorld.Run, Stage.Rest);
        Assert.Equal(0, world.Post.Waiting);
        world.Clock.SetUtcNow(Morning.AddMinutes(3));
        await world.StartStage.StartAsync(DeliveryWorld.Run, Stage.Rest);
        Assert.Equal(8, world.Post.Waiting);
        await world.DrainAsync();
        Assert.Equal(Contacts, calls.Count);
    }

    [Fact]
    public async Task A_released_batch_that_meets_a_limit_is_not_taken_for_lost()
    {
        await world.PlannedAsync();
        await WorkAsync();
        world.Sms.Permits = _ => new Permit(0, TimeSpan.FromHours(1));
        world.Clock.SetUtcNow(Morning);
        await WorkAsync();
        world.Clock.SetUtcNow(Morning.AddMinutes(30));
        var sent = world.Post.Sent;
        await world.StartStage.StartAsync(DeliveryWorld.Run, Stage.Rest);
        Assert.Equal(sent, world.Post.Sent);
        world.Sms.Permits = wanted => new Permit(wanted, TimeSpan.Zero);
        await world.DrainAsync();
        Assert.Equal(Contacts, calls.Count);
    }

    [Fact]
    public async Task A_wait_longer_than_the_queue_allows_is_cut_and_goes_on()
    {
        var mondays = new QuietRule { Name = "Mondays", ClosedDays = [.. Enum.GetValues<Weekday>().Where(day => day != Weekday.Mon)] };
        world.Workspace.Now = OneShop.Shop.With(new ReachSettings { QuietHours = new QuietHoursSettings { Rules = [mondays] } });
        world.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 7, 22, 0, 0, TimeSpan.Zero));
        for (var id = 1; id <= Contacts; id++)
            world.People[id] = world.People[id] with { TimeZone = Here };
        await world.PlannedAsync();
        await WorkAsync();
        Assert.Equal(world.Clock.GetUtcNow() + new ActiveReach.Delivery.Sending.DeliveryOptions().LongestDelay, world.Post.NextDue);
        await world.DrainAsync();
        Assert.Equal(Contacts, calls.Count);
        Assert.All(calls, call => Assert.Equal(new DateTimeOffset(2026, 12, 14, 7, 0, 0, TimeSpan.Zero), call.At));
    }

    [Fact]
    public async Task A_cancelled_run_settles_who_waits_too()
    {
        await world.PlannedAsync();
        await WorkAsync();
        await world.ChangeAsync(run => run with { Status = RunStatus.Cancelled, Epoch = run.Epoch + 1 });
        Assert.True((await world.CancelDelivery.SettleAsync(DeliveryWorld.Run)).IsDone);
        await world.DrainAsync();
        Assert.Equal(Contacts / 2, calls.Count);
        Assert.Equal(Contacts / 2, (await world.CountAsync()).Skipped[SkipReason.Cancelled]);
    }

    [Fact]
    public async Task A_campaign_that_may_go_at_any_hour_asks_no_clock()
    {
        var start = world.Clock.GetUtcNow();
        await world.PlannedAsync(definition => definition with { QuietHours = false });
        await world.DrainAsync();
        Assert.All(calls, call => Assert.Equal(start, call.At));
        Assert.Equal(Contacts, calls.Count);
    }

    [Fact]
    public async Task A_fallback_waits_for_its_hour_too()
    {
        var rule = new QuietRule { Name = "Letters at noon", Channels = [Channel.Email], Open = "12:00", Close = "13:00" };
        world.Workspace.Now = OneShop.Shop.With(new ReachSettings { QuietHours = new QuietHoursSettings { Rules = [rule] } });
        world.Sms.Answers = _ => HandOverResult.Rejected;
        await world.PlannedAsync(definition => definition with
        {
            Channels = [new ChannelChoice { Channel = Channel.Sms }, new ChannelChoice { Channel = Channel.Email }],
        });
        await world.DrainAsync();
        Assert.Equal(Contacts, (await world.PlanFallback.ContinueAsync(DeliveryWorld.Run, 1)).Planned);
        await world.PlanFallback.ContinueAsync(DeliveryWorld.Run, 1);
        var noons = new List<int>();
        world.Email.OnCall = call => noons.AddRange(call.Select(message => LocalHour(world.People[ContactOf(message)].TimeZone!)));
        await world.StartStage.StartAsync(DeliveryWorld.Run, Stage.Wave(1));
        await world.DrainAsync();
        Assert.Equal(Enumerable.Repeat(12, Contacts), noons);
    }

    private int LocalHour(string zone) => TimeZoneInfo.ConvertTime(world.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(zone)).Hour;

    /// <summary>Works off what is due now, without letting time pass.</summary>
    private async Task WorkAsync()
    {
        while (world.Post.Take(8) is { Count: > 0 } bodies)
        {
            foreach (var body in bodies)
                await world.DeliverAsync(body);
        }
    }

    private static long ContactOf(OutgoingMessage message) =>
        ContactId.TryParse(message.Origin.Contact, out var contact) ? contact.Value : throw new FormatException(message.Origin.Contact);
}
