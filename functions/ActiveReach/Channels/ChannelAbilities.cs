namespace ActiveReach.Channels;

/// <summary>What people can do with a message of a channel, as far as it can be heard of: a rate counts only those who could.</summary>
public static class ChannelAbilities
{
    /// <summary>Channels that tell of an open; a text is just there.</summary>
    public static ChannelSet Openable { get; } = [Channel.WhatsApp, Channel.Email, Channel.Rcs, Channel.Push, Channel.InApp];

    /// <summary>Channels whose answers find their campaign.</summary>
    public static ChannelSet Answerable { get; } = [Channel.WhatsApp, Channel.Sms, Channel.Rcs];
}
