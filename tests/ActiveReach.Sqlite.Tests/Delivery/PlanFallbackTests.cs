using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Delivery;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Tests.Delivery.World;

namespace ActiveReach.Sqlite.Tests.Delivery;

public sealed class PlanFallbackTests : IDisposable
{
    private readonly DeliveryWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Whoever_a_channel_cannot_reach_gets_the_next_one_and_counts_once()
    {
        world.People[13] = world.People[13] with { Email = null };
        await SendAsync(message => message.To.EndsWith('3') ? HandOverResult.Rejected : HandOverResult.Accepted);

        Assert.Equal(29, (await WaveAsync(1)).Planned);
        Assert.Equal(29, world.Email.Accepted.Count);
        var figures = await world.CountAsync();
        Assert.Equal((300L, 299L, 1L), (figures.Recipients, figures.Pending, figures.Failed));
        var byChannel = await world.Figures.CountAsync([DeliveryWorld.Run], FigureGrouping.Channel);
        Assert.Equal([("email", 29L), ("sms", 300L)], byChannel.Select(group => (group.Group, group.Recipients)));

        Assert.Equal(0, (await WaveAsync(2)).Planned);
    }

    [Fact]
    public async Task A_message_without_a_report_falls_back_only_when_its_time_is_over()
    {
        await SendAsync(_ => HandOverResult.Accepted);
        var handedAt = world.Clock.GetUtcNow();
        var rows = (await world.Rows.ListAsync([DeliveryWorld.Run], RecipientAction.All, 1_000, null)).Items;
        await world.Events.RecordAsync([.. rows.Skip(10).Select(row => new LedgerEvent(row.Address, LedgerEventKind.Delivered, handedAt))]);

        Assert.Equal(handedAt + TimeSpan.FromMinutes(15), (await world.PlanFallback.LookAsync(DeliveryWorld.Run)).ReportsUntil);
        world.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Null((await world.PlanFallback.LookAsync(DeliveryWorld.Run)).ReportsUntil);
        Assert.Equal(10, (await WaveAsync(1)).Planned);

        // A late report of the first message still counts for its contact, who was counted once all along.
        await world.Events.RecordAsync([new LedgerEvent(rows[0].Address, LedgerEventKind.Delivered, world.Clock.GetUtcNow())]);
        var figures = await world.CountAsync();
        Assert.Equal((300L, 291L, 9L), (figures.Recipients, figures.Delivered, figures.Pending));
    }

    [Fact]
    public async Task A_wave_that_is_planned_again_after_a_crash_doubles_nobody()
    {
        await SendAsync(_ => HandOverResult.Rejected);
        world.Crash(new PowerCut(3));
        await Assert.ThrowsAsync<SqliteGroupCommit.StoppedException>(() => world.PlanFallback.ContinueAsync(DeliveryWorld.Run, 1));
        world.Crash();
        Assert.Equal(300, (await WaveAsync(1)).Planned);
        Assert.Equal(300, world.Email.Calls.Count);
        Assert.Equal((300L, 300L), ((await world.CountAsync()).Recipients, (await world.CountAsync()).Pending));
    }

    [Fact]
    public async Task With_one_channel_there_is_nothing_to_wait_for()
    {
        await world.PlannedAsync();
        await world.DrainAsync();
        Assert.Null((await world.PlanFallback.LookAsync(DeliveryWorld.Run)).ReportsUntil);
        Assert.Equal((true, 0L), ((await WaveAsync(1)).IsDone, (await WaveAsync(1)).Planned));
    }

    private async Task SendAsync(Func<OutgoingMessage, HandOverResult> answers)
    {
        world.Sms.Answers = answers;
        await world.PlannedAsync(definition => definition with
        {
            Channels = [new ChannelChoice { Channel = Channel.Sms }, new ChannelChoice { Channel = Channel.Email }],
        });
        await world.DrainAsync();
    }

    private async Task<ActiveReach.Delivery.Planning.PlanProgress> WaveAsync(int wave)
    {
        var progress = await world.PlanFallback.ContinueAsync(DeliveryWorld.Run, wave);
        if (progress.Planned > 0)
        {
            await world.StartStage.StartAsync(DeliveryWorld.Run, Stage.Wave(wave));
            await world.DrainAsync();
        }

        return progress;
    }
}
