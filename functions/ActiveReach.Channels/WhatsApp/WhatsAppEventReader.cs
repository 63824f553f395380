using System.Globalization;
using System.Text;
using ActiveReach.Delivery;
using ActiveReach.Inbox;
using ActiveReach.Inputs;

namespace ActiveReach.Channels.WhatsApp;

/// <summary>Reads Meta's callbacks about WhatsApp: verdicts on templates, what became of messages, and what people write. A callback carries many; each part of it is an event.
/// Source: developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages and …/message_template_status_update.</summary>
public sealed class WhatsAppEventReader : IProviderEventReader
{
    public const string Name = "whatsapp";

    private const int LongestReason = 500;
    private const int LongestText = 2000;

    public string Source => Name;

    /// <summary>The parts of a change that anybody here reads, each as a change of its own.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> PartsOf(InputValue change) => (change["field"]?.AsText, change["value"]) switch
    {
        ("message_template_status_update", _) => [Encoding.UTF8.GetBytes(change.Raw)],
        ("messages", { IsObject: true } value) => new[] { "statuses", "messages" }.SelectMany(kind => (value[kind]?.Items ?? []).Select(part => Part(value, kind, part))),
        _ => [],
    };

    public ProviderEvent? Read(ReadOnlyMemory<byte> payload, DateTimeOffset receivedAt)
    {
        var change = JsonInput.Read(payload);
        if (change["value"] is not { IsObject: true } value)
            return null;
        if (change["field"]?.AsText == "message_template_status_update")
            return Verdict(value, receivedAt);
        if (change["field"]?.AsText != "messages" || NumberOf(value["metadata"]?["display_phone_number"]?.AsText) is not { } ours)
            return null;
        return value["statuses"] is { Count: > 0 } statuses ? Report(ours, statuses.Items.First(), receivedAt)
            : value["messages"] is { Count: > 0 } messages ? Received(ours, messages.Items.First(), receivedAt)
            : null;
    }

    private static ReadOnlyMemory<byte> Part(InputValue value, string kind, InputValue part) =>
        Encoding.UTF8.GetBytes($$$"""{"field":"messages","value":{"metadata":{{{value["metadata"]?.Raw ?? "null"}}},"{{{kind}}}":[{{{part.Raw}}}]}}""");

    private static TemplateReviewed? Verdict(InputValue value, DateTimeOffset receivedAt)
    {
        if (ReferenceOf(value) is not { } reference)
            return null;
        return value["event"]?.AsText switch
        {
            "APPROVED" or "REINSTATED" => new TemplateReviewed(reference, true, null, receivedAt),
            "REJECTED" or "DISABLED" => new TemplateReviewed(reference, false, ReasonOf(value), receivedAt),
            _ => null,
        };
    }

    /// <summary>Somebody who has read a message has opened it. That it was sent is known from the answer.</summary>
    private static MessageReport? Report(string ours, InputValue status, DateTimeOffset receivedAt)
    {
        (LedgerEventKind Kind, string? Reason)? outcome = status["status"]?.AsText switch
        {
            "delivered" => (LedgerEventKind.Delivered, null),
            "read" => (LedgerEventKind.Opened, null),
            "failed" => (LedgerEventKind.Failed, status["errors"] is { Count: > 0 } errors && errors.Items.First()["code"]?.AsWhole is { } code ? MetaVerdict.ReasonOf(code) : "undeliverable"),
            _ => null,
        };
        return outcome is { } known
            ? new MessageReport(known.Kind, Channel.WhatsApp, ours, status["biz_opaque_callback_data"]?.AsText, status["id"]?.AsText, known.Reason, TimeOf(status, receivedAt))
            : null;
    }

    private static InboundText? Received(string ours, InputValue message, DateTimeOffset receivedAt)
    {
        if (message["id"]?.AsText is not { Length: > 0 and <= 200 } id || NumberOf(message["from"]?.AsText) is not { } from || TextOf(message) is not { } text)
            return null;
        return new InboundText(id, Channel.WhatsApp, from, ours, text.Length <= LongestText ? text : text[..LongestText], TimeOf(message, receivedAt), message["context"]?["id"]?.AsText);
    }

    /// <summary>Words, or the words of a button; of a picture and its kin what stands below it, or what it is. Reactions are no answers, and the system's own lines are nobody's.</summary>
    private static string? TextOf(InputValue message) => message["type"]?.AsText switch
    {
        "text" => message["text"]?["body"]?.AsText,
        "button" => message["button"]?["text"]?.AsText,
        "interactive" => (message["interactive"]?["button_reply"] ?? message["interactive"]?["list_reply"])?["title"]?.AsText,
        "image" or "video" or "audio" or "document" or "sticker" or "location" or "contacts" or "order" => message[message["type"]!.Value.AsText!]?["caption"]?.AsText ?? $"[{message["type"]!.Value.AsText}]",
        _ => null,
    };

    /// <summary>Meta writes numbers without their +, those of a business at times with blanks and dashes.</summary>
    private static string? NumberOf(string? text) => string.Concat((text ?? "").Where(char.IsAsciiDigit)) is { Length: >= 5 and <= 15 } digits ? $"+{digits}" : null;

    /// <summary>When it happened by Meta's word, in seconds; a time in the future, or none, is the time it was received.</summary>
    private static DateTimeOffset TimeOf(InputValue part, DateTimeOffset receivedAt) =>
        long.TryParse(part["timestamp"]?.AsText, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= receivedAt.ToUnixTimeSeconds() && seconds > receivedAt.AddYears(-1).ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : receivedAt;

    private static string? ReferenceOf(InputValue value) => value["message_template_id"] is { } id ? id.AsText ?? id.AsDigits : null;

    /// <summary>In a sentence, with Meta's word for it.</summary>
    private static string ReasonOf(InputValue value)
    {
        var (code, told) = (value["reason"]?.AsText, value["rejection_info"]);
        string[] sentences = [.. new[] { told?["reason"]?.AsText, told?["recommendation"]?.AsText }.OfType<string>()];
        var reason = string.Create(CultureInfo.InvariantCulture, $"{(sentences.Length == 0 ? "Meta gives no further reason." : string.Join(' ', sentences))} ({code ?? "NONE"})");
        return reason.Length <= LongestReason ? reason : reason[..LongestReason];
    }
}
