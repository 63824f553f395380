using ActiveReach.Channels;
using ActiveReach.Consent.Caps;
using ActiveReach.Ids;
using FsCheck;
using FsCheck.Fluent;

namespace ActiveReach.Sqlite.Tests.Consent;

/// <summary>What every store of frequency caps promises.</summary>
public abstract class CapStoreContract
{
    private static readonly DateTimeOffset Noon = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly FrequencyCap Daily = new() { Name = "two a day", Most = 2, Within = TimeSpan.FromDays(1) };
    private static readonly FrequencyCap Offers = new() { Name = "one offer a week", Tags = ["offer"], Most = 1, Within = TimeSpan.FromDays(7) };
    private static readonly FrequencyCap Texts = new() { Name = "five texts a month", Channels = [Channel.Sms], Most = 5, Within = TimeSpan.FromDays(30) };
    private static int campaigns;

    protected abstract ICapStore Caps { get; }

    [Fact]
    public async Task No_more_places_are_taken_than_are_wanted_and_a_refusal_is_none_of_them()
    {
        Assert.Equal([null, null], await Caps.ReserveAsync([Daily], [Message(1, 0), Message(1, 1)]));
        Assert.Equal(["two a day", null, "two a day", null], await Caps.ReserveAsync([Daily], [Message(1, 2), Message(2, 2), Message(1, 2.5), Message(3, 2), Message(3, 3), Message(1, 3)], places: 2));
        Assert.Equal([null, "two a day"], await Caps.ReserveAsync([Daily], [Message(3, 4), Message(3, 5)]));
        Assert.Empty(await Caps.ReserveAsync([Daily], [Message(4, 0)], places: 0));
    }

    [Fact]
    public async Task A_place_is_free_again_when_its_window_has_passed()
    {
        Assert.Equal([null, null, "two a day"], await Caps.ReserveAsync([Daily], [Message(1, 0), Message(1, 1), Message(1, 2)]));
        Assert.Equal([null, "two a day"], await Caps.ReserveAsync([Daily], [Message(2, 23), Message(1, 23)]));
        Assert.Equal([null], await Caps.ReserveAsync([Daily], [Message(1, 24)]));
        Assert.Equal(["two a day"], await Caps.ReserveAsync([Daily], [Message(1, 24.5)]));
    }

    [Fact]
    public async Task Channels_and_tags_say_what_counts_and_the_strictest_cap_is_named()
    {
        FrequencyCap[] caps = [Daily, Offers, Texts];
        Assert.Equal([null], await Caps.ReserveAsync(caps, [Message(1, 0, Channel.Email, "Offer", "news")]));
        Assert.Equal(["one offer a week"], await Caps.ReserveAsync(caps, [Message(1, 1, Channel.Sms, "offer")]));
        Assert.Equal([null], await Caps.ReserveAsync(caps, [Message(1, 2, Channel.Sms, "news")]));
        Assert.Equal(["one offer a week"], await Caps.ReserveAsync(caps, [Message(1, 3, Channel.Sms, "offer")]));
        Assert.Equal(["two a day"], await Caps.ReserveAsync(caps, [Message(1, 3)]));
    }

    [Fact]
    public async Task The_same_message_takes_one_place_and_gives_it_back()
    {
        var (first, second, third) = (Message(1, 0), Message(1, 1), Message(1, 2));
        Assert.Equal([null, null, null], await Caps.ReserveAsync([Daily], [first, second, first]));
        Assert.Equal([null, "two a day"], await Caps.ReserveAsync([Daily], [second, third]));
        await Caps.ReleaseAsync([first.Message, third.Message]);
        await Caps.ReleaseAsync([first.Message]);
        Assert.Equal([null], await Caps.ReserveAsync([Daily], [third]));
    }

    [Fact]
    public async Task Old_places_are_forgotten()
    {
        await Caps.ReserveAsync([Daily], [Message(1, 0), Message(2, 0), Message(3, 5)]);
        Assert.Equal(1, await Caps.ForgetAsync(Noon.AddHours(1), 1));
        Assert.Equal(1, await Caps.ForgetAsync(Noon.AddHours(1), 10));
        Assert.Equal(0, await Caps.ForgetAsync(Noon.AddHours(1), 10));
    }

    [Fact]
    public void Caps_hold_whatever_batches_of_whatever_campaigns_reserve_and_release_at_once() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(25),
        Prop.ForAll(ArbMap.Default.GeneratorFor<int>().ToArbitrary(), seed => InterleaveAsync(seed).GetAwaiter().GetResult()));

    private async Task InterleaveAsync(int seed)
    {
        var random = new System.Random(seed);
        FrequencyCap[] caps = [Daily, Offers, Texts];
        var firstContact = Interlocked.Add(ref campaigns, 100) + 10_000;
        var batches = Enumerable.Range(0, 12).Select(_ => Enumerable.Range(0, 20).Select(_ => Message(
            firstContact + random.Next(4), random.Next(24 * 20), random.Next(3) == 0 ? Channel.Email : Channel.Sms, random.Next(3) == 0 ? ["offer"] : [])).ToArray()).ToArray();
        var kept = new List<CapRequest>();
        await Task.WhenAll(batches.Select(async (batch, index) =>
        {
            await Task.Yield();
            var refusals = await Caps.ReserveAsync(caps, batch);

            var placed = batch.Where((_, place) => refusals[place] is null).ToList();

            // A batch that is repeated after a crash keeps what it had.
            if (index % 3 == 0)
                Assert.All(await Caps.ReserveAsync(caps, placed), Assert.Null);
            var failed = placed.Where((_, place) => place % 5 == 0).ToList();
            await Caps.ReleaseAsync([.. failed.Select(each => each.Message)]);
            lock (kept)
                kept.AddRange(placed.Except(failed));
        }));

        Assert.NotEmpty(kept);
        foreach (var cap in caps)
        {
            foreach (var last in kept)
            {
                var within = kept.Count(each => each.Contact == last.Contact && cap.Counts(each.Channel, each.Tags) && each.At <= last.At && each.At > last.At - cap.Within);
                Assert.True(within <= cap.Most, $"{cap.Name}: {within} up to {last.At}");
            }
        }
    }

    private static CapRequest Message(long contact, double hour, Channel channel = Channel.Sms, params string[] tags) => new(
        new ContactId(contact), channel, tags,
        BatchNumber.Of(Stage.Rest, channel, 0).Row(RunId.Of(new CampaignId($"cmp_{Interlocked.Increment(ref campaigns)}"), 1), 0, 0), Noon.AddHours(hour));
}
