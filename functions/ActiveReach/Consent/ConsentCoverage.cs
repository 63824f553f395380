using ActiveReach.Channels;

namespace ActiveReach.Consent;

/// <summary>Which channels an opt-out reaches: RCS messages fall back to texts of the same sender, so the two go together. MMS is
/// sent through the SMS channel.</summary>
public static class ConsentCoverage
{
    private static readonly ChannelSet Texts = [Channel.Sms, Channel.Rcs];

    public static ChannelSet Of(ChannelSet channels) => channels.Overlaps(Texts) ? channels.Union(Texts) : channels;
}
