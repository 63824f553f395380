using System.Globalization;
using ActiveReach.Channels.Sms;

namespace ActiveReach.Channels;

/// <summary>The limit under which a provider takes messages, as its vendor counts it.</summary>
/// <param name="Account">Name of the account at the vendor that the limit is about, as people know it.</param>
/// <param name="PerMinute">Most messages in any minute; null where none is known.</param>
/// <param name="Sender">The sender that the limit is about; null when all senders of the account share it.</param>
public sealed record SendLimit(string Account, Channel Channel, int? PerMinute = null, string? Sender = null)
{
    /// <summary>Whether the vendor counts segments of texts, and not messages: then that is what the figures are of.</summary>
    public bool InSegments { get; init; }

    /// <summary>What a message takes of it.</summary>
    public int CostOf(OutgoingMessage message) => InSegments ? Math.Max(1, SmsSegments.Count(message.Text).Segments) : 1;

    /// <summary>Most messages in any second; null where none is known.</summary>
    public int? PerSecond { get; init; }

    /// <summary>Most messages in any hour; null where none is known.</summary>
    public int? PerHour { get; init; }

    /// <summary>Most messages in any 24 hours; null where none is known.</summary>
    public int? PerDay { get; init; }

    /// <summary>Where none is known, only the provider's own answers say when to wait.</summary>
    public bool IsKnown => (PerSecond ?? PerMinute ?? PerHour ?? PerDay) is not null;

    /// <summary>In words, e.g. "30 e-mails a minute and 100 an hour".</summary>
    public string Rate => string.Join(" and ", new (int? Most, string Time)[] { (PerSecond, "a second"), (PerMinute, "a minute"), (PerHour, "an hour"), (PerDay, "a day") }
        .Where(each => each.Most is not null)
        .Select((each, index) => string.Create(CultureInfo.InvariantCulture, $"{each.Most}{(index == 0 ? $" {Channel.Messages()}{(InSegments ? " segments" : "")}" : "")} {each.Time}")));
}
