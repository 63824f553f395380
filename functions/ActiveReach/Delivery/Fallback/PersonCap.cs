using ActiveReach.Channels;
using ActiveReach.Channels.Cast;

namespace ActiveReach.Delivery.Fallback;

/// <summary>A vendor's cap on what one person gets of all who write to them. It says nothing about the person's number, so the message is tried once more when the cap has
/// had time to pass. Source: developers.facebook.com/documentation/business-messaging/whatsapp/templates/marketing-templates/per-user-limits and …/support/error-codes (131049).</summary>
public static class PersonCap
{
    /// <summary>Why such a message failed, whichever provider tells it.</summary>
    public const string Reason = "whatsapp_131049";

    /// <summary>The rule behind a message that waits for its second try.</summary>
    public const string Rule = "person_cap";

    /// <summary>From the hand-over, or the refusal, to the second try.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromHours(24);

    /// <summary>Channels that have such a cap.</summary>
    public static ChannelSet Channels { get; } = ChannelCast.Where(traits => traits.CapsPeople);

    /// <summary>When a message that met the cap is tried again: in whole minutes, so that those of a batch go together.</summary>
    public static DateTimeOffset AgainAt(LedgerRow row, DateTimeOffset now)
    {
        var at = (row.HandedAt ?? row.FirstSentAt ?? now) + Wait;
        return new DateTimeOffset((at.UtcTicks + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);
    }
}
