using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Functions.Host.Instances.Apps;

namespace Functions.Host.Instances;

/// <summary>Posts what Communication Services would, beside what the sandbox carriers do.</summary>
internal static class CarrierWebhook
{
    /// <summary>Somebody sends us a text.</summary>
    public static Task TextAsync(this CloudApp app, string from, string words) =>
        app.PostAsync([Event("SMSReceived", Guid.NewGuid().ToString(), new { from, to = CloudApp.Sender, message = words, receivedTimestamp = Now })]);

    /// <summary>The messages have reached their people.</summary>
    public static Task DeliveredAsync(this CloudApp app, IReadOnlyList<JsonNode> messages) => app.PostAsync([.. messages.Select(message => Event(
        "SMSDeliveryReportReceived",
        (string)message["messageId"]!,
        new { messageId = message["messageId"], from = message["from"], to = message["to"], deliveryStatus = "Delivered", deliveryAttempts = Array.Empty<object>(), receivedTimestamp = Now, tag = message["tag"] ?? message["idempotencyKey"] }))]);

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static object Event(string type, string id, object data) => new
    {
        id,
        topic = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Communication/CommunicationServices/shop",
        subject = "/phonenumber/18005550111",
        eventType = $"Microsoft.Communication.{type}",
        dataVersion = "1.0",
        metadataVersion = "1",
        eventTime = Now,
        data,
    };

    private static async Task PostAsync(this CloudApp app, object[] events)
    {
        using var client = new HttpClient();
        using var answer = await client.PostAsync(new Uri(app.Address, $"api/webhooks/acs?secret={Uri.EscapeDataString(CloudApp.WebhookSecret)}"), JsonContent.Create(events));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
