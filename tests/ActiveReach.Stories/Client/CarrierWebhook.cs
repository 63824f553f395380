using System.Net;
using System.Net.Http.Json;
using Carriers.StandIn.Twilio;

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

    /// <summary>Posts what Twilio would, by the way that a proxy takes.</summary>
    public static async Task<HttpStatusCode> TwilioTellsAsync(this StoryHost story, TwilioCallback callback)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(callback.Address).PathAndQuery[1..]) { Content = new FormUrlEncodedContent(callback.Fields) };
        request.Headers.Add("X-Twilio-Signature", callback.Signature);
        using var answer = await story.Api.RawAsync(request);
        if (answer.IsSuccessStatusCode)
            Assert.EndsWith("<Response/>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        return answer.StatusCode;
    }

    /// <summary>The shared secret that the stories configure.</summary>
    public const string Secret = "a-secret-of-the-stories";
}
