using ActiveReach.Channels.Cast;
using ActiveReach.Values;

namespace ActiveReach.Channels;

/// <summary>What a channel sends to.</summary>
public enum ChannelAddress
{
    Phone,
    Email,
    Device,

    /// <summary>The contact itself, in the workspace's app.</summary>
    App,
}

/// <summary>Which address each channel uses; channels with the same one share what is said for it.</summary>
public static class ChannelAddresses
{
    public static ChannelSet ByPhone { get; } = ChannelCast.Where(traits => traits.Address is ChannelAddress.Phone);

    public static ChannelSet ByEmail { get; } = ChannelCast.Where(traits => traits.Address is ChannelAddress.Email);

    /// <summary>Those that send to an address, which several contacts may have.</summary>
    public static ChannelSet ByAddress { get; } = ByPhone.Union(ByEmail);

    /// <summary>The channels that an address is used on.</summary>
    public static ChannelSet UsersOf(string address) => ValueRules.IsMailbox(address) ? ByEmail : ByPhone;

    /// <summary>Whether whoever gets a message sees an address that it came from; on the others it comes from the workspace's own app.</summary>
    public static bool NeedsSender(this Channel channel) => ByAddress.Contains(channel);

    public static ChannelAddress Address(this Channel channel) => channel.Traits().Address;

    /// <summary>The one of two addresses that the channel uses; null when it is missing, and on channels that use neither.</summary>
    public static string? AddressOf(this Channel channel, string? phone, string? email) => channel.Traits().Address switch
    {
        ChannelAddress.Phone => phone,
        ChannelAddress.Email => email,
        _ => null,
    };
}
