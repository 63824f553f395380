using System.Text.Encodings.Web;
using System.Text.Json;

namespace ActiveReach.Channels.Sandbox.Reports;

/// <summary>Writes events as Communication Services sends them through Event Grid.
/// Source: learn.microsoft.com/azure/event-grid/communication-services-telephony-sms-events and …-email-events,
/// …-advanced-messaging-events; the tag is the sandbox's own there.</summary>
internal static class EventGridJson
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Channels whose reports are those of Advanced Messaging; that of push is the sandbox's own there, since no vendor tells of it by callback.</summary>
    private static readonly ChannelSet Advanced = [Channel.WhatsApp, Channel.Push];

    public static byte[] Write(IEnumerable<(SandboxMessage Message, SandboxEvent Event, SandboxDraws Draws)> events)
    {
        using var target = new MemoryStream();
        using (var json = new Utf8JsonWriter(target, Relaxed))
        {
            json.WriteStartArray();
            foreach (var (message, happened, draws) in events)
                Write(json, message, happened, draws);
            json.WriteEndArray();
        }

        return target.ToArray();
    }

    private static void Write(Utf8JsonWriter json, SandboxMessage message, SandboxEvent happened, in SandboxDraws draws)
    {
        var isText = happened.Kind is SandboxEventKind.Replied or SandboxEventKind.Stopped;
        var type = Advanced.Contains(message.Channel) ? isText ? "AdvancedMessageReceived" : "AdvancedMessageDeliveryStatusUpdated"
            : isText ? "SMSReceived" : message.Channel == Channel.Email ? "EmailDeliveryReportReceived" : "SMSDeliveryReportReceived";
        json.WriteStartObject();
        json.WriteString("id", $"{message.MessageId}-{happened.Kind.ToString().ToLowerInvariant()}");
        json.WriteString("topic", "/subscriptions/sandbox/resourceGroups/sandbox/providers/Microsoft.Communication/CommunicationServices/sandbox");
        json.WriteString("subject", $"/{(message.Channel == Channel.Email ? "sender" : "phonenumber")}/{message.From}");
        json.WriteString("eventType", "Microsoft.Communication." + type);
        json.WriteString("dataVersion", "1.0");
        json.WriteString("metadataVersion", "1");
        json.WriteString("eventTime", happened.Due.UtcDateTime);
        json.WriteStartObject("data");
        if (Advanced.Contains(message.Channel))
            WriteAdvanced(json, message, happened, isText ? SandboxWords.Of(happened, draws) : null, happened.Kind is SandboxEventKind.Replied ? TappedOf(message, draws) : null);
        else if (isText)
            WriteText(json, message, happened, draws);
        else if (message.Channel == Channel.Email)
            WriteMailReport(json, message, happened);
        else
            WriteTextReport(json, message, happened);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, SandboxMessage message, SandboxEvent happened, in SandboxDraws draws)
    {
        json.WriteString("messageId", $"{message.MessageId}-{happened.Kind.ToString().ToLowerInvariant()}");
        json.WriteString("from", message.To);
        json.WriteString("to", message.From);
        json.WriteString("message", SandboxWords.Of(happened, draws));
        json.WriteString("receivedTimestamp", happened.Due.UtcDateTime);
    }

    /// <summary>Whoever answers a message with quick replies taps one.</summary>
    private static string? TappedOf(SandboxMessage message, in SandboxDraws draws) =>
        message.Buttons.Where(button => button.Type is TemplateButtonType.QuickReply).ToList() is { Count: > 0 } replies ? replies[(int)(draws.Share(SandboxDraw.Words) * replies.Count)].Text : null;

    /// <param name="text">What somebody answers; null for a receipt.</param>
    /// <param name="tapped">The words of the button that they answer with; null where they write.</param>
    private static void WriteAdvanced(Utf8JsonWriter json, SandboxMessage message, SandboxEvent happened, string? text, string? tapped)
    {
        json.WriteString("channelType", message.Channel.Name());
        json.WriteString("receivedTimestamp", happened.Due.UtcDateTime);
        json.WriteString("from", text is null ? message.From : message.To);
        json.WriteString("to", text is null ? message.To : message.From);
        if (text is not null)
        {
            json.WriteString("messageId", $"{message.MessageId}-{happened.Kind.ToString().ToLowerInvariant()}");
            if (tapped is null)
            {
                json.WriteString("content", text);
            }
            else
            {
                json.WriteStartObject("button");
                json.WriteString("text", tapped);
                json.WriteString("payload", tapped);
                json.WriteEndObject();
            }

            json.WriteStartObject("context");
            json.WriteString("from", message.From);
            json.WriteString("id", message.MessageId);
            json.WriteEndObject();
            return;
        }

        json.WriteString("messageId", message.MessageId);
        json.WriteString("status", happened.Kind switch { SandboxEventKind.Delivered => "delivered", SandboxEventKind.Opened => "read", _ => "failed" });
        json.WriteString("tag", message.Tag);
        if (happened.Kind is not SandboxEventKind.Failed)
            return;
        json.WriteStartObject("error");
        json.WriteString("channelCode", message.Channel == Channel.WhatsApp ? "131026" : "");
        json.WriteString("channelMessage", "Message undeliverable.");
        json.WriteEndObject();
    }

    private static void WriteTextReport(Utf8JsonWriter json, SandboxMessage message, SandboxEvent happened)
    {
        var isDelivered = happened.Kind == SandboxEventKind.Delivered;
        json.WriteString("messageId", message.MessageId);
        json.WriteString("from", message.From);
        json.WriteString("to", message.To);
        json.WriteString("deliveryStatus", isDelivered ? "Delivered" : "Failed");
        json.WriteString("deliveryStatusDetails", isDelivered ? "No error." : "Unreachable destination handset.");
        json.WriteStartArray("deliveryAttempts");
        json.WriteEndArray();
        json.WriteString("receivedTimestamp", happened.Due.UtcDateTime);
        json.WriteString("tag", message.Tag);
    }

    private static void WriteMailReport(Utf8JsonWriter json, SandboxMessage message, SandboxEvent happened)
    {
        var isDelivered = happened.Kind == SandboxEventKind.Delivered;
        json.WriteString("sender", message.From);
        json.WriteString("recipient", message.To);
        json.WriteString("messageId", message.MessageId);
        json.WriteString("status", isDelivered ? "Delivered" : "Bounced");
        json.WriteStartObject("deliveryStatusDetails");
        json.WriteString("statusMessage", isDelivered ? "No error." : "550 5.1.1 The recipient's mailbox does not exist.");
        json.WriteEndObject();
        json.WriteString("deliveryAttemptTimeStamp", happened.Due.UtcDateTime);
        json.WriteString("tag", message.Tag);
    }
}
