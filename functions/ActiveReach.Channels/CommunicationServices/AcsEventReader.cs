using System.Globalization;
using System.Text;
using ActiveReach.Channels.Email;
using ActiveReach.Channels.Vendors;
using ActiveReach.Delivery;
using ActiveReach.Engagement.Machines;
using ActiveReach.Inbox;
using ActiveReach.Inputs;

namespace ActiveReach.Channels.CommunicationServices;

/// <summary>Reads events of Azure Communication Services as Event Grid delivers them, in its own schema or as CloudEvents 1.0.
/// Source: learn.microsoft.com/azure/event-grid/event-schema-communication-services.</summary>
/// <param name="options">Has the numbers of the channels of WhatsApp, which events call by their registration; null where none are set up.</param>
public sealed class AcsEventReader(AcsOptions? options = null) : IProviderEventReader
{
    public const string Name = "acs";
    private const string Prefix = "Microsoft.Communication.";
    private const int LongestText = 2000;

    private readonly Dictionary<string, string> numbers = (options?.WhatsAppChannels ?? new Dictionary<string, string>()).DistinctBy(each => each.Value, StringComparer.OrdinalIgnoreCase).ToDictionary(each => each.Value, each => $"+{each.Key}", StringComparer.OrdinalIgnoreCase);

    public string Source => Name;

    /// <summary>An event of a workspace's own account, with the numbers of its channels of WhatsApp in place of their registrations: who reads it doesn't know the account.</summary>
    /// <param name="channels">Registrations by the digits of the number, as the account's settings have them.</param>
    public static byte[] Named(string told, IEnumerable<KeyValuePair<string, string>> channels) =>
        Encoding.UTF8.GetBytes(channels.Aggregate(told, (text, channel) => text.Replace(channel.Value, $"+{channel.Key}", StringComparison.OrdinalIgnoreCase)));

    public ProviderEvent? Read(ReadOnlyMemory<byte> payload, DateTimeOffset receivedAt)
    {
        // Members that nobody reads are passed over: the provider adds some as it likes.
        var root = JsonInput.Read(payload);
        var type = TypeOf(root);
        if (type?.StartsWith(Prefix, StringComparison.Ordinal) != true || root["data"] is not { IsObject: true } details)
            return null;

        // A mail to a member, or one to try a campaign out: its report comes without a tag, and nobody waits for it.
        if (RepeatKey.IsWithoutRow(details["messageId"]?.AsText))
            return null;
        var at = TimeOf(root, details, receivedAt);
        return type[Prefix.Length..] switch
        {
            "SMSDeliveryReportReceived" => TextReport(details, at),
            "EmailDeliveryReportReceived" => MailReport(details, at),
            "EmailEngagementTrackingReportReceived" => MailEngagement(details, at),
            "SMSReceived" => Received(root, details, at),
            "AdvancedMessageDeliveryStatusUpdated" => AdvancedReport(details, at),
            "AdvancedMessageReceived" => AdvancedReceived(root, details, at),
            _ => null,
        };
    }

    /// <summary>The type of an event in either schema; null when it has none.</summary>
    public static string? TypeOf(InputValue element) => element["eventType"]?.AsText ?? element["type"]?.AsText;

    private static MessageReport? TextReport(InputValue details, DateTimeOffset at) => details["deliveryStatus"]?.AsText switch
    {
        "Delivered" => new MessageReport(LedgerEventKind.Delivered, Channel.Sms, details["from"]?.AsText, details["tag"]?.AsText, details["messageId"]?.AsText, null, at),
        "Failed" => new MessageReport(LedgerEventKind.Failed, Channel.Sms, details["from"]?.AsText, details["tag"]?.AsText, details["messageId"]?.AsText, "undeliverable", at),
        _ => null,
    };

    private static MessageReport? MailReport(InputValue details, DateTimeOffset at)
    {
        (LedgerEventKind Kind, string? Reason)? outcome = details["status"]?.AsText switch
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
        var status = details["deliveryStatusDetails"]?["statusMessage"]?.AsText;
        return new MessageReport(known.Kind, Channel.Email, details["sender"]?.AsText, details["tag"]?.AsText, details["messageId"]?.AsText, known.Reason, at)
        {
            Recipient = details["recipient"]?.AsText,
            IsHardBounce = known.Kind is LedgerEventKind.Bounced && HardBounce.Is(status),
        };
    }

    private static MessageReport? MailEngagement(InputValue details, DateTimeOffset at)
    {
        var agent = details["userAgent"]?.AsText;
        var engagement = details["engagementType"]?.AsText?.ToLowerInvariant();
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
        return new MessageReport(kind, Channel.Email, details["sender"]?.AsText, details["tag"]?.AsText, details["messageId"]?.AsText, rule, at);
    }

    private static InboundText? Received(InputValue root, InputValue details, DateTimeOffset at)
    {
        var (id, from, to, text) = (root["id"]?.AsText, details["from"]?.AsText, details["to"]?.AsText, details["message"]?.AsText);
        if (id is null || from is not { Length: > 0 and <= 40 } || to is not { Length: > 0 and <= 40 } || text is null)
            return null;
        return new InboundText(id, Channel.Sms, from, to, text.Length <= LongestText ? text : text[..LongestText], at);
    }

    /// <summary>Of WhatsApp messages. Somebody who has read one has opened it; the tag is there from the sandbox alone.</summary>
    private MessageReport? AdvancedReport(InputValue details, DateTimeOffset at)
    {
        (LedgerEventKind Kind, string? Reason)? outcome = details["status"]?.AsText?.ToLowerInvariant() switch
        {
            "delivered" => (LedgerEventKind.Delivered, null),
            "read" => (LedgerEventKind.Opened, null),
            "failed" => (LedgerEventKind.Failed, details["error"]?["channelCode"]?.AsText is { Length: > 0 and <= 20 } code ? $"whatsapp_{code}" : "undeliverable"),
            _ => null,
        };
        return outcome is { } known && ReportedOn(details) is { } channel
            ? new MessageReport(known.Kind, channel, NumberOf(details["from"]?.AsText), details["tag"]?.AsText, details["messageId"]?.AsText, known.Reason, at)
            : null;
    }

    private InboundText? AdvancedReceived(InputValue root, InputValue details, DateTimeOffset at)
    {
        var (id, from, to, text) = (root["id"]?.AsText, NumberOf(details["from"]?.AsText), NumberOf(details["to"]?.AsText), AdvancedText(details));
        if (!IsWhatsApp(details) || id is null || from is not { Length: > 0 and <= 40 } || to is not { Length: > 0 and <= 40 } || text is null)
            return null;
        return new InboundText(id, Channel.WhatsApp, from, to, text.Length <= LongestText ? text : text[..LongestText], at, details["context"]?["id"]?.AsText);
    }

    /// <summary>Push is the sandbox's own.</summary>
    private static Channel? ReportedOn(InputValue details) => IsWhatsApp(details) ? Channel.WhatsApp : details["channelType"]?.AsText == Channel.Push.Name() ? Channel.Push : null;

    /// <summary>Words, or those of a button; of media what stands below them, or what they are.</summary>
    private static string? AdvancedText(InputValue details) =>
        details["content"]?.AsText ?? details["button"]?["text"]?.AsText ?? (details["interactive"]?["buttonReply"] ?? details["interactive"]?["listReply"])?["title"]?.AsText
        ?? (details["media"] is { IsObject: true } media ? media["caption"]?.AsText ?? $"[{media["mimeType"]?.AsText?.Split('/')[0] ?? "media"}]" : null);

    private string? NumberOf(string? channel) => channel is null ? null : numbers.GetValueOrDefault(channel, channel);

    private static bool IsWhatsApp(InputValue details) => string.Equals(details["channelType"]?.AsText, "whatsapp", StringComparison.OrdinalIgnoreCase);

    /// <summary>When it happened by the provider's word; a time in the future, or none, is the time it was received.</summary>
    private static DateTimeOffset TimeOf(InputValue root, InputValue details, DateTimeOffset receivedAt)
    {
        foreach (var text in new[] { details["receivedTimestamp"]?.AsText, details["deliveryAttemptTimeStamp"]?.AsText, details["userActionTimeStamp"]?.AsText, root["eventTime"]?.AsText, root["time"]?.AsText })
        {
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
                && at <= receivedAt && at > receivedAt.AddYears(-1))
                return at;
        }

        return receivedAt;
    }
}
