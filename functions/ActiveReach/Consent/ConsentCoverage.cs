using ActiveReach.Channels;
using ActiveReach.Channels.Cast;

namespace ActiveReach.Consent;

/// <summary>Which channels an opt-out reaches: RCS messages fall back to texts of the same sender, so the two go together. MMS is
/// sent through the SMS channel.</summary>
public static class ConsentCoverage
{
    public static ChannelSet Of(ChannelSet channels) => channels.Aggregate(channels, (reached, channel) => reached.Union(channel.Traits().OneWith));
}
