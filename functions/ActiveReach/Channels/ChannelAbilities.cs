using ActiveReach.Channels.Cast;

namespace ActiveReach.Channels;

/// <summary>What people can do with a message of a channel, as far as it can be heard of: a rate counts only those who could.</summary>
public static class ChannelAbilities
{
    /// <summary>Channels that tell of an open.</summary>
    public static ChannelSet Openable { get; } = ChannelCast.Where(traits => traits.TellsOpens);

    /// <summary>Those of them on which the reader's own app tells it, by a receipt.</summary>
    public static ChannelSet ToldByTheReader { get; } = ChannelCast.Where(traits => traits.IsToldByReader);

    /// <summary>Channels whose answers find their campaign.</summary>
    public static ChannelSet Answerable { get; } = ChannelCast.Where(traits => traits.IsAnswered);

    /// <summary>Whether the channel's vendor delivers marketing to the address at all.</summary>
    public static bool DeliversMarketingTo(this Channel channel, string? address) =>
        channel.Traits().ClosedTo is not { } closed || address?.StartsWith(closed, StringComparison.Ordinal) is not true;
}
