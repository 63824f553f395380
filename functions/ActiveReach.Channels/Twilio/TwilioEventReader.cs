using System.Globalization;
using System.Text.Json;
using ActiveReach.Channels.Vendors;
using ActiveReach.Delivery;
using ActiveReach.Inbox;
using ActiveReach.Inputs;

namespace ActiveReach.Channels.Twilio;

/// <summary>Reads Twilio's callbacks, kept as the fields of their form: what became of a message, and what people write. The channel stands before the addresses:
/// <c>whatsapp:+1…</c>, <c>rcs:shop_agent</c>, and nothing before those of texts.
/// Source: twilio.com/docs/messaging/guides/track-outbound-message-status, …/guides/webhook-request and …/docs/whatsapp/api (read, replies, buttons).</summary>
public sealed class TwilioEventReader : IProviderEventReader
{
    public const string Name = "twilio";

    /// <summary>The member that has our tag, from the query of the address.</summary>
    private const string Tag = "tag";
    private const int LongestText = 2000;
    private const int LongestId = 64;
    private const int LongestSender = 128;

    public string Source => Name;

    /// <summary>A callback as it is kept; null for one that nobody here reads.</summary>
    public static InboxEvent? Keep(IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> fields, string? tag, DateTimeOffset receivedAt)
    {
        var kept = fields.Where(field => field.Key != Tag).ToDictionary(field => field.Key, field => field.Value[0], StringComparer.Ordinal);
        if (IdIn(name => kept.GetValueOrDefault(name)) is not { } id)
            return null;
        if (!string.IsNullOrEmpty(tag))
            kept[Tag] = tag;
        return new InboxEvent(Name, $"{id}:{kept.GetValueOrDefault("MessageStatus")}", JsonSerializer.SerializeToUtf8Bytes(kept, VendorJson.Options), receivedAt);
    }

    public ProviderEvent? Read(ReadOnlyMemory<byte> payload, DateTimeOffset receivedAt)
    {
        var fields = JsonInput.Read(payload);
        if (IdIn(name => fields[name]?.AsText) is not { } id)
            return null;
        return fields["MessageStatus"]?.AsText switch
        {
            "delivered" => Report(fields, id, LedgerEventKind.Delivered, null, receivedAt),
            "read" => Report(fields, id, LedgerEventKind.Opened, null, receivedAt),
            "undelivered" or "failed" => Report(fields, id, LedgerEventKind.Failed, ReasonIn(fields), receivedAt),
            null => Received(fields, id, receivedAt),
            _ => null,
        };
    }

    private static MessageReport? Report(InputValue fields, string id, LedgerEventKind kind, string? reason, DateTimeOffset at) =>
        ChannelOf(fields) is { } channel && (kind is not LedgerEventKind.Opened || ChannelAbilities.ToldByTheReader.Contains(channel))
            ? new MessageReport(kind, channel, Bare(fields["From"]?.AsText), fields[Tag]?.AsText, id, reason, at)
            : null;

    private static string ReasonIn(InputValue fields) =>
        int.TryParse(fields["ErrorCode"]?.AsText, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code > 0 ? TwilioReason.Of(code) : "undeliverable";

    /// <summary>A picture without words is an answer too, and so is a tap on a button.</summary>
    private static InboundText? Received(InputValue fields, string id, DateTimeOffset at)
    {
        var (from, to, text) = (Bare(fields["From"]?.AsText), Bare(fields["To"]?.AsText), fields["ButtonText"]?.AsText is { Length: > 0 } tapped ? tapped : fields["Body"]?.AsText);
        if (from is not { Length: > 0 and <= 40 } || to is not { Length: > 0 and <= LongestSender } || text is null || ChannelOf(fields) is not { } channel)
            return null;
        if (text.Length == 0 && fields["NumMedia"]?.AsText is not (null or "0"))
            text = "[media]";
        return new InboundText(id, channel, from, to, text.Length <= LongestText ? text : text[..LongestText], at, fields["OriginalRepliedMessageSid"]?.AsText is { Length: > 0 } answered ? answered : null);
    }

    /// <summary>Null for a channel that isn't one of ours, as Messenger's.</summary>
    private static Channel? ChannelOf(InputValue fields) => (fields["From"]?.AsText ?? fields["To"]?.AsText) switch
    {
        { } address when address.StartsWith(TwilioWhatsAppProvider.Prefix, StringComparison.Ordinal) => Channel.WhatsApp,
        { } address when address.StartsWith(TwilioRcsProvider.Prefix, StringComparison.Ordinal) => Channel.Rcs,
        { } address when address.Contains(':', StringComparison.Ordinal) => null,
        _ => Channel.Sms,
    };

    private static string? Bare(string? address) => address is not null && address.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 ? address[(colon + 1)..] : address;

    private static string? IdIn(Func<string, string?> field) => (field("MessageSid") ?? field("SmsSid")) is { Length: > 0 and <= LongestId } id ? id : null;
}
