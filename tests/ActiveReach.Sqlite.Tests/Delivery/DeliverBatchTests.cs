using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Sending;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Tests.Delivery.World;

namespace ActiveReach.Sqlite.Tests.Delivery;

public sealed class DeliverBatchTests : IDisposable
{
    private readonly DeliveryWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Everybody_gets_one_message_and_the_stage_rings()
    {
        await world.PlannedAsync();
        await world.DrainAsync();

        Assert.Equal(300, world.Sms.Accepted.Select(message => message.To).Distinct().Count());
        Assert.Equal(300, world.Sms.Calls.Count);
        Assert.True((await world.StartStage.StartAsync(DeliveryWorld.Run, Stage.Rest)).IsSettled);
        Assert.Equal(new StageRing("campaign-cmp_1-1", Stage.Rest), Assert.Single(world.Rings));
        Assert.Equal((300L, 300L, 300L), await CountsAsync());
    }

    [Fact]
    public async Task Only_so_many_batches_are_outstanding_as_there_are_lanes()
    {
        using var large = new DeliveryWorld(People.Some(98 * 12));
        await large.PlannedAsync();
        Assert.Equal(4, large.Post.Waiting);
        await large.DeliverAsync(Assert.Single(large.Post.Take(1)));
        Assert.Equal(4, large.Post.Waiting);
        await large.DrainAsync();
        Assert.Equal(16, large.Post.Sent);
    }

    [Fact]
    public async Task A_contact_who_opts_out_after_planning_gets_nothing()
    {
        await world.PlannedAsync();
        world.People.OptOut(7, Channel.Sms);
        world.People.Remove(8);
        await world.DrainAsync();

        Assert.DoesNotContain(world.Sms.Calls, message => message.To is "+15550000007" or "+15550000008");
        var figures = await world.CountAsync();
        Assert.Equal((1L, 1L), (figures.Skipped[SkipReason.OptedOut], figures.Skipped[SkipReason.ContactGone]));
    }

    [Fact]
    public async Task A_message_is_found_by_the_id_that_the_carrier_gave_it()
    {
        using var large = new DeliveryWorld(People.Some(30_000));
        large.Sms.MessagesPerCall = 100;
        large.Sms.OwnIds = message => $"carrier-{message.To}";
        await large.PlannedAsync();
        await large.DrainAsync();
        foreach (var contact in new[] { 1, 15_000, 30_000 })
        {
            var row = await large.Events.FindByMessageIdAsync(OneShop.Shop.Id, $"carrier-+1555{contact:0000000}");
            Assert.Equal(contact, row!.Contact.Value);
            Assert.Null(await large.Events.FindByMessageIdAsync(new ActiveReach.Workspaces.WorkspaceId("other"), row.MessageId!));
        }

        Assert.Null(await large.Events.FindByMessageIdAsync(OneShop.Shop.Id, "carrier-unheard-of"));
    }

    [Fact]
    public async Task One_contact_that_cannot_be_rendered_stops_nobody_else()
    {
        await world.PlannedAsync();
        world.People[5] = world.People[5] with { FirstName = "Poison" };
        await world.DrainAsync();
        Assert.Equal((299, 1L), (world.Sms.Accepted.Count, (await world.CountAsync()).Skipped[SkipReason.RenderFailed]));
    }

    [Fact]
    public async Task A_refusal_by_the_provider_is_recorded_with_its_reason()
    {
        await world.PlannedAsync();
        world.Sms.Answers = message => message.To.EndsWith('3') ? HandOverResult.Rejected : HandOverResult.Accepted;
        await world.DrainAsync();

        Assert.Equal(30, (await world.CountAsync()).Failed);
        var failed = await world.Rows.ListAsync([DeliveryWorld.Run], RecipientAction.Failed, 50, null);
        Assert.All(failed.Items, row => Assert.Equal("invalid_number", row.Reason));
    }

    [Fact]
    public async Task A_limit_puts_batches_off_and_nothing_is_called_early()
    {
        await world.PlannedAsync();
        var refill = world.Clock.GetUtcNow();
        var tokens = 50;
        world.Sms.Permits = wanted =>
        {
            if (world.Clock.GetUtcNow() >= refill + TimeSpan.FromMinutes(1))
                (refill, tokens) = (world.Clock.GetUtcNow(), 50);
            var granted = Math.Min(wanted, tokens);
            tokens -= granted;
            return new Permit(granted, refill + TimeSpan.FromMinutes(1) - world.Clock.GetUtcNow());
        };
        var perMinute = new Dictionary<DateTimeOffset, int>();
        world.Sms.OnCall = call => perMinute[refill] = perMinute.GetValueOrDefault(refill) + call.Count;
        await world.DrainAsync();

        Assert.Equal(300, world.Sms.Accepted.Count);
        Assert.All(perMinute.Values, sent => Assert.Equal(50, sent));
    }

    [Fact]
    public async Task A_provider_that_asks_to_wait_is_not_called_before()
    {
        await world.PlannedAsync();
        var busyUntil = world.Clock.GetUtcNow() + TimeSpan.FromMinutes(10);
        world.Sms.RetryAfter = TimeSpan.FromMinutes(10);
        world.Sms.Answers = _ => world.Clock.GetUtcNow() < busyUntil ? HandOverResult.Deferred : HandOverResult.Accepted;
        await world.DrainAsync();
        Assert.Equal((300L, 300L, 300L), await CountsAsync());
        Assert.Equal(300, world.Sms.Calls.Count);
    }

    [Fact]
    public async Task A_call_without_an_answer_is_repeated_with_the_same_key_and_time()
    {
        await world.PlannedAsync();
        var silent = true;
        var begun = world.Clock.GetUtcNow();
        world.Sms.Answers = message => silent && message.To == "+15550000004" ? HandOverResult.Unknown : HandOverResult.Accepted;
        world.Sms.OnCall = _ => silent = silent && world.Clock.GetUtcNow() < begun.AddSeconds(5);
        await world.DrainAsync();

        var calls = world.Sms.Calls.Where(message => message.To == "+15550000004").ToArray();
        Assert.True(calls.Length > 1);
        Assert.Single(calls.Select(call => (call.IdempotencyKey, call.FirstSentAt)).Distinct());
        Assert.Equal((300L, 300L, 300L), await CountsAsync());
    }

    [Fact]
    public async Task A_call_that_may_not_be_repeated_is_uncertain_until_a_report_comes()
    {
        world.Sms.RepeatWindow = TimeSpan.Zero;
        await world.PlannedAsync();
        world.Sms.Answers = message => message.To == "+15550000004" ? HandOverResult.Unknown : HandOverResult.Accepted;
        await world.DrainAsync();
        Assert.Equal(1, (await world.CountAsync()).Uncertain);
        Assert.Single(world.Sms.Calls, message => message.To == "+15550000004");

        var page = await world.Rows.ListAsync([DeliveryWorld.Run], RecipientAction.Pending, 500, null);
        var row = page.Items.Single(each => each.State == LedgerState.Uncertain);
        await world.Events.RecordAsync([new LedgerEvent(row.Address, LedgerEventKind.Delivered, world.Clock.GetUtcNow())]);
        Assert.Equal((0L, 1L), ((await world.CountAsync()).Uncertain, (await world.CountAsync()).Delivered));
    }

    [Fact]
    public async Task A_provider_that_is_down_for_an_hour_leaves_few_messages_uncertain()
    {
        await world.PlannedAsync();
        var back = world.Clock.GetUtcNow() + TimeSpan.FromHours(1);
        world.Sms.OnCall = _ =>
        {
            if (world.Clock.GetUtcNow() < back)
                throw new HttpRequestException("Connection refused");
        };
        await world.DrainAsync(20_000);

        var figures = await world.CountAsync();
        Assert.Equal(300, figures.Sent + figures.Uncertain);
        Assert.InRange(figures.Uncertain, 1, 4 * world.Sms.MessagesPerCall * world.Sms.Concurrency);
    }

    [Fact]
    public async Task A_pause_stops_before_the_next_window_and_a_resume_goes_on()
    {
        await world.PlannedAsync();
        var paused = false;
        world.Sms.OnCall = _ =>
        {
            if (!paused)
                world.ChangeAsync(run => run with { Status = RunStatus.Paused, Epoch = run.Epoch + 1 }).Wait();
            paused = true;
        };
        await world.DrainAsync();
        Assert.InRange(world.Sms.Calls.Count, 1, world.Sms.MessagesPerCall * world.Sms.Concurrency);

        await world.ChangeAsync(run => run with { Status = RunStatus.Sending, Epoch = run.Epoch + 1 });
        await world.StartStage.StartAsync(DeliveryWorld.Run, Stage.Rest);
        await world.DrainAsync();
        Assert.Equal((300L, 300L, 300L), await CountsAsync());
        Assert.Equal(300, world.Sms.Calls.Count);
    }

    [Fact]
    public async Task A_pause_and_resume_during_a_call_lose_no_lane()
    {
        await world.PlannedAsync();
        var messages = world.Post.Take(100);
        var resumed = false;
        world.Sms.OnCall = _ =>
        {
            if (resumed)
                return;
            resumed = true;
            ResumeWhileHeldAsync().Wait();
        };
        foreach (var message in messages)
            await world.DeliverAsync(message);
        await world.DrainAsync();

        Assert.Equal((300L, 300L, 300L), await CountsAsync());
        Assert.Equal(300, world.Sms.Calls.Count);

        async Task ResumeWhileHeldAsync()
        {
            await world.ChangeAsync(run => run with { Status = RunStatus.Paused, Epoch = run.Epoch + 1 });
            await world.ChangeAsync(run => run with { Status = RunStatus.Sending, Epoch = run.Epoch + 1 });
            await world.StartStage.StartAsync(DeliveryWorld.Run, Stage.Rest);
            await world.DeliverAsync(world.Post.Take(1)[0]);
        }
    }

    [Fact]
    public async Task A_stop_between_two_windows_keeps_what_the_first_was_answered()
    {
        await world.PlannedAsync();
        using var stopping = new CancellationTokenSource();
        world.Sms.OnCall = _ => stopping.Cancel();
        var message = world.Post.Take(1)[0];
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.DeliverAsync(message, stopping.Token));
        Assert.InRange(world.Sms.Calls.Count, 1, world.Sms.MessagesPerCall * world.Sms.Concurrency);

        world.Sms.OnCall = _ => { };
        await world.DeliverAsync(message);
        await world.DrainAsync();
        Assert.Equal((300L, 300L, 300L), await CountsAsync());
        Assert.Equal(300, world.Sms.Calls.Count);
    }

    [Fact]
    public async Task A_cancelled_run_settles_everybody()
    {
        await world.PlannedAsync();
        await world.DeliverAsync(world.Post.Take(1)[0]);
        await world.ChangeAsync(run => run with { Status = RunStatus.Cancelled, Epoch = run.Epoch + 1 });
        Assert.True((await world.CancelDelivery.SettleAsync(DeliveryWorld.Run)).IsDone);
        await world.DrainAsync();

        Assert.InRange(world.Sms.Calls.Count, 20, BatchNumber.MostRows);
        var figures = await world.CountAsync();
        Assert.Equal((world.Sms.Calls.Count, 300L - world.Sms.Calls.Count), (figures.Sent, figures.Skipped[SkipReason.Cancelled]));
    }

    [Fact]
    public async Task Doubled_messages_double_nothing()
    {
        await world.PlannedAsync();
        for (var copy = 0; copy < 3; copy++)
            await world.StartStage.StartAsync(DeliveryWorld.Run, Stage.Rest);
        await world.DrainAsync();
        Assert.Equal(300, world.Sms.Calls.Count);
        Assert.Contains(new StageRing("campaign-cmp_1-1", Stage.Rest), world.Rings);
    }

    [Fact]
    public async Task The_watchdog_starts_again_what_lost_its_messages()
    {
        await world.PlannedAsync();
        world.Post.Lose();
        await world.StartStage.StartAsync(DeliveryWorld.Run, Stage.Rest);
        await world.DrainAsync();
        Assert.Equal(300, world.Sms.Calls.Count);
    }

    [Fact]
    public async Task A_message_that_always_fails_is_given_up_and_its_lane_goes_on()
    {
        using var large = new DeliveryWorld(People.Some(98 * 5));
        await large.PlannedAsync();
        var body = large.Post.Take(1)[0];
        var message = System.Text.Json.JsonSerializer.Deserialize<BatchMessage>(body, ActiveReach.Problems.Wire.Json)!;
        await large.DeliverBatch.GiveUpAsync(message);
        await large.DrainAsync();
        var figures = await large.CountAsync();
        Assert.InRange(figures.Failed, 20, BatchNumber.MostRows);
        Assert.Equal(98 * 5, figures.Failed + figures.Sent);
        Assert.True((await large.StartStage.StartAsync(DeliveryWorld.Run, Stage.Rest)).IsSettled);
    }

    private async Task<(long Recipients, long Sent, long Pending)> CountsAsync()
    {
        var figures = await world.CountAsync();
        return (figures.Recipients, figures.Sent, figures.Pending);
    }
}
