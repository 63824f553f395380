using ActiveReach.Channels;
using ActiveReach.Consent;

namespace ActiveReach.Audiences;

/// <summary>The one decision whether, and when, a contact may be sent marketing on a channel; taken when a run or a fallback wave is
/// planned and again at the moment of sending, on every path. What a person has said comes first, then the hour, then the
/// frequency caps, which are counted just before the call.</summary>
public static class MayReach
{
    /// <summary>Whether the contact may be reached at that moment, as far as that is known without counting messages.</summary>
    public static ReachDecision Decide(Recipient recipient, Channel channel, ReachTerms terms, DateTimeOffset at)
    {
        if (Barred(recipient, channel, terms, at) is { } refusal)
            return new ReachDecision(refusal);
        var hours = terms.HoursOf(recipient, channel, at);
        return hours.IsAllowed ? default : new ReachDecision(SkipReason.QuietHours, hours.Rule, hours.Earliest);
    }

    /// <summary>What has been said for the address, by the contact or through another one, and nothing else: null when there is consent, else the reason that the ledger records. Looks
    /// only at addresses, consents, suppressions and holds, so that people can be counted by it.</summary>
    /// <param name="topic">What the message is about; null for nothing in particular.</param>
    public static string? Refusal(Recipient recipient, Channel channel, string? topic = null)
    {
        if (recipient.AddressOn(channel) is null)
            return SkipReason.NoAddress;
        var (consent, onTopic) = (recipient.Consents[channel], recipient.ConsentOn(channel, topic));
        if (consent is ConsentState.OptedOut)
            return SkipReason.OptedOut;
        if (onTopic is ConsentState.OptedOut)
            return SkipReason.TopicOptedOut;
        if (recipient.IsSuppressedOn(channel))
            return SkipReason.Suppressed;
        if (recipient.IsRefusedOn(channel))
            return SkipReason.OptedOut;
        if (recipient.IsRefusedOn(channel, topic))
            return SkipReason.TopicOptedOut;
        if (consent is not ConsentState.OptedIn && onTopic is not ConsentState.OptedIn)
            return SkipReason.NoConsent;
        return recipient.IsHeldOn(channel) ? SkipReason.HeldForReview : null;
    }

    /// <summary>The same, and what the channel's vendor delivers no marketing to.</summary>
    public static string? Barred(Recipient recipient, Channel channel, string? topic = null) =>
        Refusal(recipient, channel, topic) ?? (channel.DeliversMarketingTo(recipient.AddressOn(channel)) ? null : SkipReason.NotDeliveredThere);

    /// <summary>The same of messages that may be free words: those are no marketing to the vendor, but an answer to whoever has just written.</summary>
    public static string? Barred(Recipient recipient, Channel channel, ReachTerms terms, DateTimeOffset at) => terms.AreFreeTexts(channel)
        ? Refusal(recipient, channel, terms.Topic) ?? (terms.IsInConversation(recipient, channel, at) ? null : SkipReason.OutsideSession)
        : Barred(recipient, channel, terms.Topic);

    /// <summary>The decision for a test message to a member, who asked for it: only the suppression list stands in the way.</summary>
    public static ReachDecision DecideTest(bool isSuppressed) => isSuppressed ? new ReachDecision(SkipReason.Suppressed) : default;
}
