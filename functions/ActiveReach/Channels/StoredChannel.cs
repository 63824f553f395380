namespace ActiveReach.Channels;

/// <summary>The number of a channel, as rows and batch numbers keep it; that of several is <see cref="ChannelSet.ToStored"/>. The only place
/// that turns channels into numbers and back.</summary>
public static class StoredChannel
{
    /// <summary>From 1. Stored: never renumber.</summary>
    public static int ToStored(this Channel channel) => (int)channel;

    /// <summary>What <see cref="ToStored"/> gave.</summary>
    public static Channel From(int stored) => (Channel)stored;

    /// <summary>The place in tables of all channels, from 0.</summary>
    internal static int Place(this Channel channel) => (int)channel - 1;
}
