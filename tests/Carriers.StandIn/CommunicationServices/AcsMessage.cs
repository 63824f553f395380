using System.Text.Json.Nodes;

namespace Carriers.StandIn.CommunicationServices;

/// <summary>A message that the service has taken, and sends once.</summary>
/// <param name="Key">Of its repeatability pair.</param>
public sealed record AcsMessage(string Channel, string From, string To, string Text, string MessageId, Guid Key)
{
    public string? Tag { get; init; }

    public string? Subject { get; init; }

    public string? Html { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<StandInAttachment> Attachments { get; init; } = [];

    /// <summary>The delivery report as Event Grid brings it: of a text with its tag, of a mail by the id alone.</summary>
    public JsonObject Report(string status, DateTimeOffset at) => Channel == "sms"
        ? Event("SMSDeliveryReportReceived", at, new JsonObject
        {
            ["messageId"] = MessageId,
            ["from"] = From,
            ["to"] = To,
            ["deliveryStatus"] = status,
            ["deliveryStatusDetails"] = "No error.",
            ["deliveryAttempts"] = new JsonArray(new JsonObject { ["timestamp"] = at, ["segmentsSucceeded"] = 1, ["segmentsFailed"] = 0 }),
            ["receivedTimestamp"] = at,
            ["tag"] = Tag,
        })
        : Event("EmailDeliveryReportReceived", at, new JsonObject
        {
            ["sender"] = From,
            ["recipient"] = To,
            ["internetMessageId"] = $"<{MessageId}@azurecomm.net>",
            ["messageId"] = MessageId,
            ["status"] = status,
            ["deliveryStatusDetails"] = new JsonObject { ["statusMessage"] = "No error." },
            ["deliveryAttemptTimeStamp"] = at,
        });

    /// <summary>The status of a message of WhatsApp: it is sent from a channel's registration, and known by the id alone.</summary>
    public JsonObject Status(string status, DateTimeOffset at, string? code = null) => Event("AdvancedMessageDeliveryStatusUpdated", at, new JsonObject
    {
        ["messageId"] = MessageId,
        ["status"] = status,
        ["channelType"] = "whatsapp",
        ["from"] = From,
        ["to"] = To.TrimStart('+'),
        ["receivedTimestamp"] = at,
        ["error"] = code is null ? null : new JsonObject { ["channelCode"] = code, ["channelMessage"] = "Message undeliverable" },
    });

    /// <summary>What the person answers to it.</summary>
    public JsonObject Answer(string text, DateTimeOffset at) => Event("AdvancedMessageReceived", at, new JsonObject
    {
        ["content"] = text,
        ["channelType"] = "whatsapp",
        ["from"] = To.TrimStart('+'),
        ["to"] = From,
        ["context"] = new JsonObject { ["from"] = From, ["id"] = MessageId },
        ["receivedTimestamp"] = at,
    });

    private JsonObject Event(string type, DateTimeOffset at, JsonObject data) => new()
    {
        ["id"] = $"{MessageId}-{type}",
        ["topic"] = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Communication/CommunicationServices/shop",
        ["subject"] = $"sender/{From}/message/{MessageId}",
        ["eventType"] = $"Microsoft.Communication.{type}",
        ["dataVersion"] = "1.0",
        ["metadataVersion"] = "1",
        ["eventTime"] = at,
        ["data"] = data,
    };
}
