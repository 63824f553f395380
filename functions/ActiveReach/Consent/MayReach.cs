using ActiveReach.Audiences;
using ActiveReach.Channels;

namespace ActiveReach.Consent;

/// <summary>The one decision whether a contact may be sent marketing on a channel now; taken when a run is planned and
/// again at the moment of sending, on every path.</summary>
public static class MayReach
{
    /// <summary>Null when the contact may be reached, else the reason that the ledger records.</summary>
    public static string? Refusal(Recipient recipient, Channel channel)
    {
        if (!recipient.CanBeAddressedOn(channel))
            return SkipReason.NoAddress;
        return recipient.ConsentOn(channel) switch
        {
            ConsentState.OptedOut => SkipReason.OptedOut,
            _ when recipient.IsSuppressedOn(channel) => SkipReason.Suppressed,
            ConsentState.OptedIn => null,
            _ => SkipReason.NoConsent,
        };
    }
}
