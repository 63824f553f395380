using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Consent.Caps;
using ActiveReach.Delivery;
using ActiveReach.Delivery.Ledger;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Contracts.Delivery.World;
using FsCheck;
using FsCheck.Fluent;

namespace Contracts.Delivery;

/// <summary>What everything that knows who was sent what promises to frequency caps.</summary>
public abstract class TouchesContract
{
    private static readonly DateTimeOffset Noon = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly FrequencyCap Daily = new() { Name = "two a day", Most = 2, Within = TimeSpan.FromDays(1) };
    private static readonly FrequencyCap Offers = new() { Name = "one offer a week", Tags = ["offer"], Most = 1, Within = TimeSpan.FromDays(7) };
    private static readonly FrequencyCap Texts = new() { Name = "five texts a month", Channels = [Channel.Sms], Most = 5, Within = TimeSpan.FromDays(30) };
    private static int campaigns;

    protected abstract ILedger Ledger { get; }

    protected abstract ITouches Touches { get; }

    /// <summary>Interleavings that are tried.</summary>
    protected virtual int Cases => 25;

    [Fact]
    public async Task No_more_places_are_taken_than_are_wanted_and_a_refusal_is_none_of_them()
    {
        Assert.Equal([null, null], await NoteAsync([Daily], Message(1, 0), Message(1, 1)));
        Assert.Equal(
            ["two a day", null, "two a day", null],
            await Touches.NoteAsync([Daily], await PlanAsync(Message(1, 2), Message(2, 2), Message(1, 2.5), Message(3, 2), Message(3, 3), Message(1, 3)), places: 2));
        Assert.Equal([null, "two a day"], await NoteAsync([Daily], Message(3, 4), Message(3, 5)));
        Assert.Empty(await Touches.NoteAsync([Daily], await PlanAsync(Message(4, 0)), places: 0));
    }

    [Fact]
    public async Task Without_caps_everybody_has_a_place()
    {
        Assert.Equal([null, null, null], await NoteAsync([], Message(1, 0), Message(1, 0), Message(1, 0)));
        Assert.Equal([null, null], await Touches.NoteAsync([], await PlanAsync(Message(1, 0), Message(1, 0), Message(1, 0)), places: 2));
    }

    [Fact]
    public async Task A_place_is_free_again_when_its_window_has_passed()
    {
        Assert.Equal([null, null, "two a day"], await NoteAsync([Daily], Message(1, 0), Message(1, 1), Message(1, 2)));
        Assert.Equal([null, "two a day"], await NoteAsync([Daily], Message(2, 23), Message(1, 23)));
        Assert.Equal([null], await NoteAsync([Daily], Message(1, 24)));
        Assert.Equal(["two a day"], await NoteAsync([Daily], Message(1, 24.5)));
    }

    [Fact]
    public async Task Channels_and_tags_say_what_counts_and_the_strictest_cap_is_named()
    {
        FrequencyCap[] caps = [Daily, Offers, Texts];
        Assert.Equal([null], await NoteAsync(caps, Message(1, 0, Channel.Email, "Offer", "news")));
        Assert.Equal(["one offer a week"], await NoteAsync(caps, Message(1, 1, Channel.Sms, "offer")));
        Assert.Equal([null], await NoteAsync(caps, Message(1, 2, Channel.Sms, "news")));
        Assert.Equal(["one offer a week"], await NoteAsync(caps, Message(1, 3, Channel.Sms, "offer")));
        Assert.Equal(["two a day"], await NoteAsync(caps, Message(1, 3)));
    }

    [Fact]
    public async Task The_same_message_takes_one_place_and_gives_it_back()
    {
        var planned = await PlanAsync(Message(1, 0), Message(1, 1), Message(1, 2));
        var (first, second, third) = (planned[0], planned[1], planned[2]);
        Assert.Equal([null, null, null], await Touches.NoteAsync([Daily], [first, second, first]));
        Assert.Equal([null, "two a day"], await Touches.NoteAsync([Daily], [second, third]));
        await Touches.ReleaseAsync([first.Message, third.Message]);
        await Touches.ReleaseAsync([first.Message]);
        Assert.Equal([null], await Touches.NoteAsync([Daily], [third]));
    }

    [Fact]
    public async Task Two_contacts_with_one_address_share_its_places()
    {
        Assert.Equal([null, null], await NoteAsync([Daily], Message(1, 0) with { Address = 77 }, Message(2, 1) with { Address = 77 }));
        Assert.Equal(["two a day", null], await NoteAsync([Daily], Message(3, 2) with { Address = 77 }, Message(3, 2)));
    }

    [Fact]
    public async Task A_contact_with_another_address_has_no_more_places_for_it()
    {
        Assert.Equal([null, null], await NoteAsync([Daily], Message(1, 0), Message(1, 1) with { Address = 78 }));
        Assert.Equal(["two a day"], await NoteAsync([Daily], Message(1, 2) with { Address = 79 }));
    }

    [Fact]
    public async Task A_message_that_goes_elsewhere_the_next_time_takes_its_place_along()
    {
        var one = (await PlanAsync(Message(1, 0) with { Address = 77 }))[0];
        Assert.Equal([null], await Touches.NoteAsync([Offers with { Tags = [] }], [one]));
        Assert.Equal([null], await Touches.NoteAsync([Offers with { Tags = [] }], [one with { AddressKey = 78 }]));
        Assert.Equal([null, "one offer a week"], await NoteAsync([Offers with { Tags = [] }], Message(2, 1) with { Address = 77 }, Message(3, 1) with { Address = 78 }));
    }

    [Fact]
    public async Task What_was_sent_is_found_by_its_address_whoever_has_it_and_by_its_contact_the_latest_first()
    {
        Wanted[] wanted = [Message(1, 0) with { Address = 500 }, Message(2, 1) with { Address = 500 }, Message(1, 2) with { Address = 501 }, Message(1, 3) with { Address = 500 }];
        var planned = new List<Touch>();
        foreach (var message in wanted)
            planned.AddRange(await PlanAsync(message));
        await Touches.NoteAsync([], planned);
        await SendAsync(planned.Take(3));

        Assert.Equal([planned[1].Message, planned[0].Message], await SentToAsync(null, 500));
        Assert.Equal([planned[2].Message, planned[0].Message], await SentToAsync(1, null));
        Assert.Equal([planned[0].Message], await SentToAsync(null, 500, hours: 0.5));
        Assert.Equal([planned[1].Message], await SentToAsync(null, 500, limit: 1));
        Assert.Empty(await SentToAsync(null, 502));
        Assert.Empty(await Touches.SentToAsync(new WorkspaceId("elsewhere"), null, 500, Noon.AddDays(1), 10));
    }

    [Fact]
    public void Caps_hold_whatever_batches_of_whatever_campaigns_reserve_and_release_at_once() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(Cases),
        Prop.ForAll(ArbMap.Default.GeneratorFor<int>().ToArbitrary(), seed => InterleaveAsync(seed).GetAwaiter().GetResult()));

    private async Task InterleaveAsync(int seed)
    {
        var random = new System.Random(seed);
        FrequencyCap[] caps = [Daily, Offers, Texts];
        var firstContact = Interlocked.Add(ref campaigns, 100) + 10_000;
        var planned = await PlanAsync([.. Enumerable.Range(0, 12 * 20).Select(_ => Message(
            firstContact + random.Next(4), random.Next(24 * 20), random.Next(3) == 0 ? Channel.Email : Channel.Sms, random.Next(3) == 0 ? ["offer"] : []) with { Address = firstContact + random.Next(6) })]);
        var kept = new List<Touch>();
        await Task.WhenAll(planned.Chunk(20).Select(async (batch, index) =>
        {
            await Task.Yield();
            var refusals = await Touches.NoteAsync(caps, batch);

            var placed = batch.Where((_, place) => refusals[place] is null).ToList();

            // A batch that is repeated after a crash keeps what it had.
            if (index % 3 == 0)
                Assert.All(await Touches.NoteAsync(caps, placed), Assert.Null);
            var failed = placed.Where((_, place) => place % 5 == 0).ToList();
            await Touches.ReleaseAsync([.. failed.Select(each => each.Message)]);
            lock (kept)
                kept.AddRange(placed.Except(failed));
        }));

        Assert.NotEmpty(kept);
        foreach (var last in kept)
        {
            Assert.All(caps, cap => CheckCap(cap, last.Place.At, kept.Where(each => each.Contact == last.Contact)));
            Assert.All(caps, cap => CheckCap(cap, last.Place.At, kept.Where(each => each.AddressKey == last.AddressKey)));
        }
    }

    private static void CheckCap(FrequencyCap cap, DateTimeOffset at, IEnumerable<Touch> kept)
    {
        var within = kept.Count(each => cap.Counts(each.Place.Channel, each.Place.Tags) && each.Place.At <= at && each.Place.At > at - cap.Within);
        Assert.True(within <= cap.Most, $"{cap.Name}: {within} up to {at}");
    }

    private async Task<IReadOnlyList<string?>> NoteAsync(FrequencyCap[] caps, params Wanted[] messages) => await Touches.NoteAsync(caps, await PlanAsync(messages));

    private static Wanted Message(long contact, double hour, Channel channel = Channel.Sms, params string[] tags) => new(contact, contact, hour, channel, tags);

    /// <summary>Plans the messages: those with the same tags are of one campaign.</summary>
    private async Task<IReadOnlyList<Touch>> PlanAsync(params Wanted[] messages)
    {
        var touches = new Touch[messages.Length];
        foreach (var campaign in messages.Select((wanted, index) => (wanted, index)).GroupBy(each => string.Join(' ', each.wanted.Tags)))
        {
            var run = RunId.Of(new CampaignId($"cmp_{Interlocked.Increment(ref campaigns)}"), 1);
            var head = new LedgerRun(run, OneShop.Shop.Id, run.Campaign, 1, false, Noon, null, null, campaign.First().wanted.Tags);
            Assert.Equal(head.Tags, (await Ledger.OpenAsync(head, new Fence(RunStatus.Sending, 1))).Tags);
            foreach (var channel in campaign.GroupBy(each => each.wanted.Channel))
            {
                foreach (var (part, sequence) in channel.Chunk(BatchNumber.MostRows).Select((part, sequence) => (part, sequence)))
                {
                    var number = BatchNumber.Of(Stage.Rest, channel.Key, sequence);
                    foreach (var ((wanted, index), row) in part.Select((each, row) => (each, row)))
                        touches[index] = new Touch(number.Row(run, 0, row), new ContactId(wanted.Contact), wanted.Address, "ACME", new CapPlace(wanted.Channel, wanted.Tags, Noon.AddHours(wanted.Hour)));
                    await Ledger.AddAsync(run, 0, [new NewBatch(number, [.. part.Select(each => RowOf(touches[each.index]))])]);
                }
            }
        }

        return touches;
    }

    /// <summary>Hands the messages over, with the addresses that they claim.</summary>
    private async Task SendAsync(IEnumerable<Touch> touches)
    {
        foreach (var touch in touches)
        {
            var message = touch.Message;
            await Ledger.ClaimAddressesAsync(message.Run, [new AddressClaim(touch.AddressKey, touch.Contact, message)]);
            await Ledger.ChangeAsync(new GroupScope(message.Run, message.Shard, new BatchNumber(message.Batch), message.Row, message.Row), group =>
            {
                group.Change(group.Find(message.Row)! with { State = LedgerState.Handed, FirstSentAt = touch.Place.At, HandedAt = touch.Place.At });
                return true;
            });
        }
    }

    private async Task<IEnumerable<LedgerAddress>> SentToAsync(long? contact, long? address, double hours = 24, int limit = 10) =>
        (await Touches.SentToAsync(OneShop.Shop.Id, contact is { } id ? new ContactId(id) : null, address, Noon.AddHours(hours), limit)).Select(sent => sent.Row.Address);

    private static LedgerRow RowOf(Touch touch) => new()
    {
        Address = touch.Message,
        Campaign = touch.Message.Run.Campaign,
        Contact = touch.Contact,
        Channel = touch.Place.Channel,
        State = LedgerState.Planned,
        AddressKey = touch.AddressKey,
    };

    private sealed record Wanted(long Contact, long Address, double Hour, Channel Channel, string[] Tags);
}
