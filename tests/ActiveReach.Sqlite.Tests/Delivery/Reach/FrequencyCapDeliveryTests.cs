using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Consent.Caps;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Delivery.Rows;
using ActiveReach.Sqlite.Tests.Delivery.World;

namespace ActiveReach.Sqlite.Tests.Delivery.Reach;

public sealed class FrequencyCapDeliveryTests : IDisposable
{
    private static readonly FrequencyCap Weekly = new() { Name = "one a week", Most = 1, Within = TimeSpan.FromDays(7) };

    private readonly DeliveryWorld world = new();

    public FrequencyCapDeliveryTests() => world.Workspace.Now = OneShop.Shop.With(OneShop.Shop.Of<ReachSettings>() with { Caps = [Weekly] });

    private long Places => world.Database.Read(session =>
    {
        var row = session.Prepare("SELECT count(*) FROM ledger WHERE touched IS NOT NULL");
        row.Step();
        var count = row.GetInt64(0);
        row.Reset();
        return count;
    });

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Who_has_had_their_messages_is_skipped_with_the_rule()
    {
        await SendEarlierAsync(TimeSpan.FromDays(6), new ContactId(5));
        await world.PlannedAsync();
        await world.DrainAsync();
        Assert.Equal(299, world.Sms.Accepted.Count);
        var skipped = Assert.Single((await world.Rows.ListAsync([DeliveryWorld.Run], RecipientAction.Skipped, 9, null)).Items);
        Assert.Equal((5L, SkipReason.FrequencyCap, "one a week"), (skipped.Contact.Value, skipped.Reason, skipped.Rule));
        Assert.Equal(300, Places);
    }

    [Fact]
    public async Task Who_had_a_message_under_another_contact_with_the_address_is_skipped_too()
    {
        world.People[5] = world.People[5] with { Phone = "+15559990000" };
        await SendEarlierAsync(TimeSpan.FromDays(6), Channel.Sms, _ => "+15559990000", new ContactId(7_000));
        await world.PlannedAsync();
        await world.DrainAsync();
        var skipped = Assert.Single((await world.Rows.ListAsync([DeliveryWorld.Run], RecipientAction.Skipped, 9, null)).Items);
        Assert.Equal((5L, SkipReason.FrequencyCap, "one a week"), (skipped.Contact.Value, skipped.Reason, skipped.Rule));
    }

    [Fact]
    public async Task Who_has_another_address_by_now_is_skipped_at_that_one_too()
    {
        await SendEarlierAsync(TimeSpan.FromDays(6), Channel.Sms, _ => "+15559990000", new ContactId(5));
        await world.PlannedAsync();
        world.People[5] = world.People[5] with { Phone = "+15559990001" };
        await world.DrainAsync();
        Assert.Equal((299, 1L), (world.Sms.Accepted.Count, (await world.CountAsync()).Skipped[SkipReason.FrequencyCap]));
    }

    [Fact]
    public async Task A_message_that_fails_for_good_gives_its_place_back()
    {
        await world.PlannedAsync();
        world.Sms.Answers = message => message.To.EndsWith('3') ? HandOverResult.Rejected : HandOverResult.Accepted;
        await world.DrainAsync();
        Assert.Equal((270L, 30L), (Places, (await world.CountAsync()).Failed));
    }

    [Fact]
    public async Task A_limit_a_silent_call_and_a_repetition_take_no_second_place()
    {
        var tokens = 0;
        world.Sms.Permits = wanted => new Permit(Math.Min(wanted, tokens++ % 3 * 7), TimeSpan.FromSeconds(30));
        var silent = true;
        world.Sms.Answers = message => (silent = !silent) && message.To.EndsWith('4') ? HandOverResult.Unknown : HandOverResult.Accepted;
        await world.PlannedAsync();
        await world.DrainAsync(20_000);
        Assert.Equal(300, world.Sms.Accepted.Count);
        Assert.Equal(300, Places);
        Assert.Empty((await world.CountAsync()).Skipped);
    }

    [Fact]
    public async Task Those_whom_a_cap_refuses_use_up_nothing_of_the_limit_for_the_others()
    {
        world.Sms.Limit = new SendLimit("acme", Channel.Sms, 600);
        await SendEarlierAsync(TimeSpan.Zero, [.. Enumerable.Range(1, 300).Where(id => id % 10 != 0).Select(id => new ContactId(id))]);
        await world.PlannedAsync();
        var begun = world.Clock.GetUtcNow();
        await world.DrainAsync();

        Assert.Equal((30, 270L), (world.Sms.Accepted.Count, (await world.CountAsync()).Skipped[SkipReason.FrequencyCap]));
        Assert.InRange((world.Clock.GetUtcNow() - begun).TotalSeconds, 0, 8);
    }

    [Fact]
    public async Task A_pause_gives_back_the_places_of_what_was_not_called()
    {
        world.Sms.OnCall = _ => world.ChangeAsync(run => run with { Status = RunStatus.Paused, Epoch = run.Epoch + 1 }).Wait();
        await world.PlannedAsync();
        await world.DeliverAsync(world.Post.Take(1)[0]);
        Assert.InRange(world.Sms.Calls.Count, 1, 97);
        Assert.Equal(world.Sms.Calls.Count, Places);
    }

    [Fact]
    public async Task Without_a_cap_about_them_nothing_is_written_of_messages()
    {
        world.Workspace.Now = OneShop.Shop.With(OneShop.Shop.Of<ReachSettings>() with { Caps = [Weekly with { Channels = [Channel.Email] }, Weekly with { Tags = ["offer"] }] });
        await world.PlannedAsync();
        await world.DrainAsync();
        Assert.Equal((300, 0L), (world.Sms.Accepted.Count, Places));
    }

    private Task SendEarlierAsync(TimeSpan ago, params IReadOnlyList<ContactId> contacts) => SendEarlierAsync(ago, Channel.Email, id => $"old{id}@example.com", contacts);

    /// <summary>Another campaign has sent to them.</summary>
    private async Task SendEarlierAsync(TimeSpan ago, Channel channel, Func<ContactId, string> addressOf, params IReadOnlyList<ContactId> contacts)
    {
        var run = RunId.Of(new CampaignId("cmp_other"), 1);
        await world.Store.OpenAsync(new LedgerRun(run, OneShop.Shop.Id, run.Campaign, 1, false, world.Clock.GetUtcNow() - ago, null, null), new Fence(RunStatus.Sending, 1));
        foreach (var (some, sequence) in contacts.Chunk(BatchNumber.MostRows).Select((some, sequence) => (some, sequence)))
        {
            var number = BatchNumber.Of(Stage.Rest, channel, sequence);
            var rows = some.Select((id, row) => new LedgerRow
            {
                Address = number.Row(run, 0, row),
                Campaign = run.Campaign,
                Contact = id,
                Channel = channel,
                State = LedgerState.Planned,
                AddressKey = AddressKey.Of(OneShop.Shop.Id, channel, addressOf(id)),
            }).ToList();
            await world.Store.AddAsync(run, 0, [new NewBatch(number, rows)]);
            Assert.All(await new SqliteTouches(world.Database).NoteAsync(
                [Weekly], [.. rows.Select(row => new Touch(row.Address, row.Contact, row.AddressKey!.Value, "ACME", new CapPlace(channel, [], world.Clock.GetUtcNow() - ago)))]), Assert.Null);
        }
    }
}
