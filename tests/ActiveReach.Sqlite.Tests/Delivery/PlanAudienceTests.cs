using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Delivery;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Tests.Delivery.World;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Tests.Delivery;

public sealed class PlanAudienceTests
{
    [Fact]
    public async Task Everybody_is_planned_or_skipped_with_the_reason_of_the_first_channel()
    {
        using var world = new DeliveryWorld(People.Some(10));
        world.People[1] = world.People[1] with { Phone = null };
        world.People[2] = world.People[2] with { Phone = null, Email = null };
        world.People.OptOut(3, Channel.Sms);
        world.People[4] = world.People[4] with { Consents = People.Consents(ConsentState.Unknown) };
        await world.AddRunAsync(Channels(Channel.Sms, Channel.Email));

        var progress = await world.PlanAudience.ContinueAsync(DeliveryWorld.Run);
        Assert.Equal((true, 8L, 2L), (progress.IsDone, progress.Planned, progress.Skipped));
        var figures = await world.CountAsync();
        Assert.Equal((10L, 8L), (figures.Recipients, figures.Pending));
        Assert.Equal((1L, 1L), (figures.Skipped[SkipReason.NoAddress], figures.Skipped[SkipReason.NoConsent]));
        var byChannel = await world.Figures.CountAsync([DeliveryWorld.Run], FigureGrouping.Channel);
        Assert.Equal([("email", 2L), ("sms", 8L)], byChannel.Select(group => (group.Group, group.Recipients)));
    }

    [Fact]
    public async Task With_all_channels_a_contact_counts_once_and_each_channel_its_attempts()
    {
        using var world = new DeliveryWorld(People.Some(10));
        world.People[1] = world.People[1] with { Phone = null };
        await world.PlannedAsync(definition => Channels(Channel.Sms, Channel.Email)(definition) with { Delivery = DeliveryMode.All });
        await world.DrainAsync();

        Assert.Equal((10L, 10L), ((await world.CountAsync()).Recipients, (await world.CountAsync()).Sent));
        var byChannel = await world.Figures.CountAsync([DeliveryWorld.Run], FigureGrouping.Channel);
        Assert.Equal([("email", 10L), ("sms", 9L)], byChannel.Select(group => (group.Group, group.Sent)));
    }

    [Fact]
    public async Task Outlets_share_batches_and_figures_tell_them_apart()
    {
        using var world = new DeliveryWorld(People.Some(500, outlets: 3));
        await world.PlannedAsync();
        await world.DrainAsync();
        var byOutlet = await world.Figures.CountAsync([DeliveryWorld.Run], FigureGrouping.Outlet);
        Assert.Equal([166L, 167L, 167L], byOutlet.Select(group => group.Sent));
        Assert.Equal(8, (await world.Stages.ReadAsync(DeliveryWorld.Run, Stage.Rest)).Batches);
    }

    [Fact]
    public async Task One_address_gets_one_message_and_the_loser_names_who_got_it()
    {
        using var world = new DeliveryWorld(People.Some(300));
        foreach (var id in new[] { 7, 30, 200 })
            world.People[id] = world.People[id] with { Phone = world.People[5].Phone };
        await world.PlannedAsync();
        await world.DrainAsync();

        Assert.Equal(297, world.Sms.Accepted.Count);
        Assert.Equal(297, world.Sms.Accepted.Select(message => message.To).Distinct().Count());
        var skipped = (await world.Rows.ListAsync([DeliveryWorld.Run], RecipientAction.Skipped, 9, null)).Items;
        Assert.Equal([7L, 30, 200], skipped.Select(row => row.Contact.Value).Order());
        Assert.All(skipped, row => Assert.Equal((SkipReason.DuplicateAddress, "ctc_5"), (row.Reason, row.Rule)));
        Assert.Equal(3, (await world.CountAsync()).Skipped[SkipReason.DuplicateAddress]);
    }

    [Fact]
    public async Task An_address_that_became_somebody_elses_before_its_turn_gets_one_message_too()
    {
        using var world = new DeliveryWorld(People.Some(300));
        await world.PlannedAsync();
        world.People[9] = world.People[9] with { Phone = world.People[8].Phone };
        world.People[11] = world.People[11] with { Phone = "+15559999999" };
        await world.DrainAsync();

        Assert.Equal(299, world.Sms.Accepted.Select(message => message.To).Distinct().Count());
        Assert.Equal(299, world.Sms.Accepted.Count);
        Assert.Contains(world.Sms.Accepted, message => message.To == "+15559999999");
        var skipped = Assert.Single((await world.Rows.ListAsync([DeliveryWorld.Run], RecipientAction.Skipped, 9, null)).Items);
        Assert.Equal((9L, SkipReason.DuplicateAddress, "ctc_8"), (skipped.Contact.Value, skipped.Reason, skipped.Rule));
    }

    [Fact]
    public async Task An_experiment_splits_holdout_slice_and_rest()
    {
        using var world = new DeliveryWorld(People.Some(5_000));
        await world.PlannedAsync(Tested, Stage.TestSlice);
        await world.DrainAsync();

        var figures = await world.CountAsync();
        Assert.InRange(figures.Skipped[SkipReason.Holdout], 400, 600);
        Assert.InRange(figures.Sent, 800, 1_000);
        var byVariant = (await world.Figures.CountAsync([DeliveryWorld.Run], FigureGrouping.Variant)).ToDictionary(group => group.Group);
        Assert.InRange(byVariant["A"].Sent, 380, 520);
        Assert.InRange(byVariant["B"].Sent, 380, 520);
    }

    [Fact]
    public async Task The_rest_gets_the_winner()
    {
        using var world = new DeliveryWorld(People.Some(500));
        await world.PlannedAsync(Tested, Stage.TestSlice);
        await world.DrainAsync();
        var sliced = world.Sms.Calls.Count;
        await world.ChangeAsync(run => run with { Winner = "B" });
        await world.StartStage.StartAsync(DeliveryWorld.Run, Stage.Rest);
        await world.DrainAsync();

        Assert.All(world.Sms.Calls.Skip(sliced), message => Assert.Equal("B", message.Origin.Variant));
        var byVariant = (await world.Figures.CountAsync([DeliveryWorld.Run], FigureGrouping.Variant)).ToDictionary(group => group.Group);
        Assert.Equal(world.Sms.Calls.Count, byVariant["A"].Sent + byVariant["B"].Sent);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_plan_that_is_cut_off_anywhere_goes_on_without_losing_or_doubling_anybody(int commit)
    {
        using var world = new DeliveryWorld(People.Some(9_000));
        await world.AddRunAsync();
        world.Crash(new PowerCut(commit));
        await Assert.ThrowsAsync<StoppedException>(() => world.PlanAudience.ContinueAsync(DeliveryWorld.Run));
        world.Crash();

        Assert.True((await world.PlanAudience.ContinueAsync(DeliveryWorld.Run)).IsDone);
        var page = await world.Rows.ListAsync([DeliveryWorld.Run], RecipientAction.All, 20_000, null);
        Assert.Equal(9_000, page.Items.Select(row => row.Contact).Distinct().Count());
        Assert.Equal(9_000, page.Total);
    }

    [Fact]
    public async Task Planning_in_small_steps_gives_the_same_batches()
    {
        using var world = new DeliveryWorld(People.Some(9_000));
        await world.AddRunAsync();
        var steps = 0;
        while (!(await world.PlanAudience.ContinueAsync(DeliveryWorld.Run, TimeSpan.Zero)).IsDone)
            steps++;
        Assert.Equal(1, steps);
        Assert.Equal(103, (await world.Stages.ReadAsync(DeliveryWorld.Run, Stage.Rest)).Batches);
    }

    private static Func<CampaignDefinition, CampaignDefinition> Channels(params Channel[] channels) => definition => definition with
    {
        Channels = [.. channels.Select(channel => new ChannelChoice { Channel = channel })],
    };

    private static CampaignDefinition Tested(CampaignDefinition definition) => definition with
    {
        Variants = [new Variant { Id = "A" }, new Variant { Id = "B" }],
        Experiment = new ExperimentDefinition { Sample = 0.2, Holdout = 0.1 },
    };
}
