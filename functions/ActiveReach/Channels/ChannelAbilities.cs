namespace ActiveReach.Channels;

/// <summary>What people can do with a message of a channel, as far as it can be heard of: a rate counts only those who could.</summary>
public static class ChannelAbilities
{
    /// <summary>Channels that tell of an open; a text is just there, and so is what a device shows.</summary>
    public static ChannelSet Openable { get; } = [Channel.WhatsApp, Channel.Email, Channel.Rcs, Channel.InApp];

    /// <summary>Those of them on which the reader's own app tells it, by a receipt.</summary>
    public static ChannelSet ToldByTheReader { get; } = [Channel.WhatsApp, Channel.Rcs, Channel.InApp];

    /// <summary>Channels whose vendor delivers no marketing to numbers that begin with +1: Meta doesn't, since April 2025.
    /// Source: developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates.</summary>
    private static readonly ChannelSet NotToNorthAmerica = [Channel.WhatsApp];

    /// <summary>Channels whose answers find their campaign.</summary>
    public static ChannelSet Answerable { get; } = [Channel.WhatsApp, Channel.Sms, Channel.Rcs];

    /// <summary>Whether the channel's vendor delivers marketing to the address at all.</summary>
    public static bool DeliversMarketingTo(this Channel channel, string? address) =>
        !NotToNorthAmerica.Contains(channel) || address?.StartsWith("+1", StringComparison.Ordinal) is not true;
}
