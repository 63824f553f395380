using System.Globalization;
using System.Text.Json;
using ActiveReach.Channels.Vendors;
using ActiveReach.Delivery;
using ActiveReach.Inbox;
using ActiveReach.Inputs;

namespace ActiveReach.Channels.Twilio;

/// <summary>Reads Twilio's callbacks, kept as the fields of their form: what became of a text, and what people write.
/// Source: twilio.com/docs/messaging/guides/track-outbound-message-status and …/guides/webhook-request.</summary>
public sealed class TwilioEventReader : IProviderEventReader
{
    public const string Name = "twilio";

    /// <summary>The member that has our tag, from the query of the address.</summary>
    private const string Tag = "tag";
    private const int LongestText = 2000;
    private const int LongestId = 64;

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
            "undelivered" or "failed" => Report(fields, id, LedgerEventKind.Failed, ReasonIn(fields), receivedAt),
            null => Received(fields, id, receivedAt),
            _ => null,
        };
    }

    private static MessageReport Report(InputValue fields, string id, LedgerEventKind kind, string? reason, DateTimeOffset at) =>
        new(kind, Channel.Sms, fields["From"]?.AsText, fields[Tag]?.AsText, id, reason, at);

    private static string ReasonIn(InputValue fields) =>
        int.TryParse(fields["ErrorCode"]?.AsText, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code > 0 ? TwilioReason.Of(code) : "undeliverable";

    /// <summary>A picture without words is an answer too.</summary>
    private static InboundText? Received(InputValue fields, string id, DateTimeOffset at)
    {
        var (from, to, text) = (fields["From"]?.AsText, fields["To"]?.AsText, fields["Body"]?.AsText);
        if (from is not { Length: > 0 and <= 40 } || to is not { Length: > 0 and <= 40 } || text is null)
            return null;
        if (text.Length == 0 && fields["NumMedia"]?.AsText is not (null or "0"))
            text = "[media]";
        return new InboundText(id, Channel.Sms, from, to, text.Length <= LongestText ? text : text[..LongestText], at);
    }

    private static string? IdIn(Func<string, string?> field) => (field("MessageSid") ?? field("SmsSid")) is { Length: > 0 and <= LongestId } id ? id : null;
}
