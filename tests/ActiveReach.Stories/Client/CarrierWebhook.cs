using System.Net.Http.Json;

namespace ActiveReach.Stories.Client;

/// <summary>Posts what a carrier would post, in the format of Event Grid.</summary>
internal static class CarrierWebhook
{
    public static async Task ReceiveTextAsync(this StoryHost story, string from, string text, string id)
    {
        var received = new
        {
            id,
            topic = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Communication/CommunicationServices/demo",
            subject = "/phonenumber/18005550100",
            eventType = "Microsoft.Communication.SMSReceived",
            dataVersion = "1.0",
            metadataVersion = "1",
            eventTime = story.Clock.GetUtcNow(),
            data = new { messageId = id, from, to = "+18005550100", message = text, receivedTimestamp = story.Clock.GetUtcNow() },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/webhooks/acs?secret={Secret}") { Content = JsonContent.Create(new[] { received }) };
        using var answer = await story.Api.RawAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The shared secret that the stories configure.</summary>
    public const string Secret = "a-secret-of-the-stories";
}
