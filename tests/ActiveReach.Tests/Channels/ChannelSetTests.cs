using ActiveReach.Channels;
using FsCheck;
using FsCheck.Fluent;

namespace ActiveReach.Tests.Channels;

public sealed class ChannelSetTests
{
    private static readonly Gen<HashSet<Channel>> Some = Gen.Elements([.. ChannelSet.All]).ListOf().Select(channels => channels.ToHashSet());

    [Fact]
    public void Sets_of_channels_obey_the_laws_of_sets() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Some.ToArbitrary(), Some.ToArbitrary(), (one, other) =>
    {
        ChannelSet first = [.. one], second = [.. other];
        return first.SequenceEqual(one.Order())
            && first.Count == one.Count
            && first.IsEmpty == (one.Count == 0)
            && ChannelSet.All.All(channel => first.Contains(channel) == one.Contains(channel) && first.Add(channel).SequenceEqual(one.Append(channel).Distinct().Order()))
            && first.Union(second).SequenceEqual(one.Union(other).Order())
            && first.Intersect(second).SequenceEqual(one.Intersect(other).Order())
            && first.Except(second).SequenceEqual(one.Except(other).Order())
            && first.Overlaps(second) == one.Overlaps(other)
            && first == second == one.SetEquals(other);
    }));

    [Fact]
    public void A_set_comes_back_from_its_number() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Some.ToArbitrary(), some =>
    {
        ChannelSet set = [.. some];
        return ChannelSet.FromStored(set.ToStored()) == set;
    }));

    [Theory]
    [InlineData(Channel.WhatsApp, 1, 0b00_0001)]
    [InlineData(Channel.Email, 2, 0b00_0010)]
    [InlineData(Channel.Sms, 3, 0b00_0100)]
    [InlineData(Channel.Rcs, 4, 0b00_1000)]
    [InlineData(Channel.Push, 5, 0b01_0000)]
    [InlineData(Channel.InApp, 6, 0b10_0000)]
    public void Stored_numbers_of_channels_never_change(Channel channel, int number, int ofSet)
    {
        Assert.Equal((number, ofSet), (channel.ToStored(), ChannelSet.Of(channel).ToStored()));
        Assert.Equal(channel, StoredChannel.From(number));
    }

    [Fact]
    public void A_set_is_told_by_its_names() => Assert.Equal("email, in_app", new ChannelSet().Add(Channel.InApp).Add(Channel.Email).ToString());
}
