using System.Globalization;
using System.Text.Json;
using ActiveReach.Channels.Email;
using ActiveReach.Delivery;
using ActiveReach.Engagement;
using ActiveReach.Engagement.Machines;

namespace ActiveReach.Channels.CommunicationServices;

/// <summary>Reads events of Azure Communication Services as Event Grid delivers them, in its own schema or as CloudEvents 1.0.
/// Source: learn.microsoft.com/azure/event-grid/event-schema-communication-services.</summary>
public sealed class AcsEventReader : IProviderEventReader
{
    public const string Name = "acs";
    private const string Prefix = "Microsoft.Communication.";
    private const int LongestText = 2000;

    public string Source => Name;

    public ProviderEvent? Read(ReadOnlyMemory<byte> payload, DateTimeOffset receivedAt)
    {
        using var document = JsonDocument.Parse(payload);
        var root = document.RootElement;
        var type = TypeOf(root);
        if (type?.StartsWith(Prefix, StringComparison.Ordinal) != true || !root.TryGetProperty("data", out var details) || details.ValueKind != JsonValueKind.Object)
            return null;
        var at = TimeOf(root, details, receivedAt);
        return type[Prefix.Length..] switch
        {
            "SMSDeliveryReportReceived" => TextReport(details, at),
            "EmailDeliveryReportReceived" => MailReport(details, at),
            "EmailEngagementTrackingReportReceived" => MailEngagement(details, at),
            "SMSReceived" => Received(root, details, at),
            _ => null,
        };
    }

    /// <summary>The type of an event in either schema; null when it has none.</summary>
    public static string? TypeOf(JsonElement element) => Text(element, "eventType") ?? Text(element, "type");

    private static MessageReport? TextReport(JsonElement details, DateTimeOffset at) => Text(details, "deliveryStatus") switch
    {
        "Delivered" => new MessageReport(LedgerEventKind.Delivered, Channel.Sms, Text(details, "from"), Text(details, "tag"), Text(details, "messageId"), null, at),
        "Failed" => new MessageReport(LedgerEventKind.Failed, Channel.Sms, Text(details, "from"), Text(details, "tag"), Text(details, "messageId"), "undeliverable", at),
        _ => null,
    };

    private static MessageReport? MailReport(JsonElement details, DateTimeOffset at)
    {
        (LedgerEventKind Kind, string? Reason)? outcome = Text(details, "status") switch
        {
            "Delivered" => (LedgerEventKind.Delivered, null),
            "Bounced" => (LedgerEventKind.Bounced, "bounced"),
            "Failed" => (LedgerEventKind.Failed, "undeliverable"),
            "FilteredSpam" => (LedgerEventKind.Failed, "filtered_spam"),
            "Quarantined" => (LedgerEventKind.Failed, "quarantined"),
            "Suppressed" => (LedgerEventKind.Failed, "suppressed_by_provider"),
            _ => null,
        };
        if (outcome is not { } known)
            return null;
        var status = details.TryGetProperty("deliveryStatusDetails", out var more) ? Text(more, "statusMessage") : null;
        return new MessageReport(known.Kind, Channel.Email, Text(details, "sender"), Text(details, "tag"), Text(details, "messageId"), known.Reason, at)
        {
            Recipient = Text(details, "recipient"),
            IsHardBounce = known.Kind is LedgerEventKind.Bounced && HardBounce.Is(status),
        };
    }

    private static MessageReport? MailEngagement(JsonElement details, DateTimeOffset at)
    {
        var agent = Text(details, "userAgent");
        var engagement = Text(details, "engagementType")?.ToLowerInvariant();
        if (engagement is not ("view" or "click"))
            return null;
        var rule = MachineRules.Find(new Visit(engagement is "view" ? VisitKind.Open : VisitKind.Click, agent));
        var kind = (engagement, rule) switch
        {
            ("view", null) => LedgerEventKind.Opened,
            ("view", _) => LedgerEventKind.MachineOpened,
            (_, null) => LedgerEventKind.Clicked,
            _ => LedgerEventKind.MachineClicked,
        };
        return new MessageReport(kind, Channel.Email, Text(details, "sender"), Text(details, "tag"), Text(details, "messageId"), rule, at);
    }

    private static InboundText? Received(JsonElement root, JsonElement details, DateTimeOffset at)
    {
        var (id, from, to, text) = (Text(root, "id"), Text(details, "from"), Text(details, "to"), Text(details, "message"));
        if (id is null || from is not { Length: > 0 and <= 40 } || to is not { Length: > 0 and <= 40 } || text is null)
            return null;
        return new InboundText(id, Channel.Sms, from, to, text.Length <= LongestText ? text : text[..LongestText], at);
    }

    /// <summary>When it happened by the provider's word; a time in the future, or none, is the time it was received.</summary>
    private static DateTimeOffset TimeOf(JsonElement root, JsonElement details, DateTimeOffset receivedAt)
    {
        foreach (var text in new[] { Text(details, "receivedTimestamp"), Text(details, "deliveryAttemptTimeStamp"), Text(details, "userActionTimeStamp"), Text(root, "eventTime"), Text(root, "time") })
        {
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
                && at <= receivedAt && at > receivedAt.AddYears(-1))
                return at;
        }

        return receivedAt;
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
