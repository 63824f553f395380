namespace ActiveReach.Channels.Cast;

/// <summary>All channels, as the product knows them. A further one is a file beside this one, a line here, its name in <see cref="Channel"/>, and a provider.</summary>
public static class ChannelCast
{
    private static readonly ChannelTraits[] All = [WhatsAppChannel.Traits, EmailChannel.Traits, SmsChannel.Traits, RcsChannel.Traits, PushChannel.Traits, InAppChannel.Traits];

    private static readonly PerChannel<ChannelTraits> Known = new(channel => All.Single(traits => traits.Channel == channel));

    public static ChannelTraits Traits(this Channel channel) => Known[channel];

    /// <summary>The channels of which something is true.</summary>
    public static ChannelSet Where(Func<ChannelTraits, bool> isTrue) => [.. All.Where(isTrue).Select(traits => traits.Channel)];

    /// <summary>Those whose contents may have the member.</summary>
    public static ChannelSet Carrying(string member) => Where(traits => traits.Content.Contains(member));
}
