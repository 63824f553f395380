using System.Text.Json.Nodes;

namespace Carriers.StandIn.Ses;

/// <summary>A mail that SES has taken.</summary>
public sealed record SesMail(string Id, string From, string To, string Subject, string? Text, string? Html, IReadOnlyDictionary<string, string> Headers, string Tag)
{
    public IReadOnlyList<StandInAttachment> Attachments { get; init; } = [];

    public DateTimeOffset At { get; init; }

    /// <summary>An event as event publishing writes it.</summary>
    /// <param name="kind">Delivery, Bounce, Complaint, DeliveryDelay, Open …</param>
    public JsonObject Event(string kind, DateTimeOffset at, string type = "Permanent", string subtype = "General")
    {
        var told = new JsonObject
        {
            ["eventType"] = kind,
            ["mail"] = new JsonObject
            {
                ["timestamp"] = at,
                ["source"] = $"Shop <{From}>",
                ["sourceArn"] = $"arn:aws:ses:{SesStandIn.Region}:123456789012:identity/{From}",
                ["sendingAccountId"] = "123456789012",
                ["messageId"] = Id,
                ["destination"] = new JsonArray(To),
                ["tags"] = new JsonObject { ["ses:configuration-set"] = new JsonArray(SesStandIn.ConfigurationSet), ["activereach"] = new JsonArray(Tag) },
            },
        };
        told[char.ToLowerInvariant(kind[0]) + kind[1..]] = kind switch
        {
            "Bounce" => new JsonObject
            {
                ["bounceType"] = type,
                ["bounceSubType"] = subtype,
                ["bouncedRecipients"] = new JsonArray(new JsonObject { ["emailAddress"] = To, ["action"] = "failed", ["status"] = "5.1.1", ["diagnosticCode"] = "smtp; 550 5.1.1 user unknown" }),
                ["timestamp"] = at,
                ["feedbackId"] = $"{Id}-f",
            },
            "Complaint" => new JsonObject { ["complainedRecipients"] = new JsonArray(new JsonObject { ["emailAddress"] = To }), ["timestamp"] = at, ["feedbackId"] = $"{Id}-c", ["complaintFeedbackType"] = "abuse" },
            "Delivery" => new JsonObject { ["timestamp"] = at, ["processingTimeMillis"] = 927, ["recipients"] = new JsonArray(To), ["smtpResponse"] = "250 2.6.0 Message received" },
            _ => new JsonObject { ["timestamp"] = at },
        };
        return told;
    }

    /// <summary>The same as SNS brings it.</summary>
    public static JsonObject Notification(JsonObject told, string id, string topic = SesStandIn.Topic) => new()
    {
        ["Type"] = "Notification",
        ["MessageId"] = id,
        ["TopicArn"] = topic,
        ["Message"] = told.ToJsonString(),
        ["Timestamp"] = "2026-11-23T09:00:00.000Z",
        ["SignatureVersion"] = "1",
        ["Signature"] = "EXAMPLE",
        ["SigningCertURL"] = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem",
        ["UnsubscribeURL"] = "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe",
    };
}
