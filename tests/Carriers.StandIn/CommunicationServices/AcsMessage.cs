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
