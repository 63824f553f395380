using ActiveReach.Channels;

namespace ActiveReach.Tests.Channels;

public sealed class PerChannelTests
{
    private static readonly PerChannel<string> Names = new(whatsApp: "WhatsApp", email: "Email", sms: "Sms", rcs: "Rcs", push: "Push", inApp: "InApp");

    [Fact]
    public void A_table_has_the_value_of_each_channel_where_it_was_put() => Assert.All(ChannelSet.All, channel => Assert.Equal(channel.ToString(), Names[channel]));

    [Fact]
    public void A_table_can_be_made_from_a_rule() => Assert.All(ChannelSet.All, channel => Assert.Equal(Names[channel], new PerChannel<string>(each => each.ToString())[channel]));

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
    public void Every_channel_has_names_and_an_address() => Assert.All(ChannelSet.All, channel =>
    {
        Assert.True(ChannelNames.TryParse(channel.Name(), out var found) && found == channel);
        Assert.All([channel.Label(), channel.Messages(), channel.ToReceivers()], Assert.NotEmpty);
        Assert.True(Enum.IsDefined(channel.Address()));
    });
}
