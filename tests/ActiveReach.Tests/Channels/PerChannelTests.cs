using ActiveReach.Channels;
using ActiveReach.Channels.Cast;
using ActiveReach.Media;

namespace ActiveReach.Tests.Channels;

public sealed class PerChannelTests
{
    private static readonly PerChannel<string> Names = new(channel => channel.ToString());

    [Fact]
    public void A_table_has_the_value_of_each_channel_where_it_was_put() => Assert.All(ChannelSet.All, channel => Assert.Equal(channel.ToString(), Names[channel]));

    [Fact]
    public void A_change_makes_another_table_and_leaves_this_one()
    {
        var changed = Names.With([new(Channel.Push, "changed")]);
        Assert.Equal(("changed", "Push"), (changed[Channel.Push], Names[Channel.Push]));
        Assert.All(ChannelSet.All.Except([Channel.Push]), channel => Assert.Equal(Names[channel], changed[channel]));
    }

    [Fact]
    public void A_table_finds_the_channels_of_a_value() => Assert.Equal([Channel.Sms, Channel.InApp], Names.With([new(Channel.InApp, "Sms")]).Where("Sms"));

    [Fact]
    public void Every_channel_has_traits_of_its_own() => Assert.All(ChannelSet.All, channel =>
    {
        Assert.Equal(channel, channel.Traits().Channel);
        Assert.Contains(channel, channel.Traits().OneWith);
        Assert.All(channel.Traits().OneWith, other => Assert.Equal(channel.Traits().OneWith, other.Traits().OneWith));
        Assert.Contains("text", channel.Traits().Content);
        Assert.All(channel.Traits().Media.Limits.SelectMany(limit => limit.Types), type => Assert.NotNull(MediaType.Of(type)));
        Assert.True(ChannelNames.TryParse(channel.Name(), out var found) && found == channel);
        Assert.All([channel.Label(), channel.Messages(), channel.ToReceivers()], Assert.NotEmpty);
        Assert.True(Enum.IsDefined(channel.Address()));
    });
}
