using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Carriers.StandIn.Rcs;

/// <summary>A message that Google has taken.</summary>
/// <param name="Content">Its <c>contentMessage</c>.</param>
/// <param name="Life">Its <c>ttl</c>.</param>
public sealed record RcsMessage(string Id, string Agent, string To, JsonObject Content, string Life)
{
    /// <summary>What the agent's webhook gets when something happens to it.</summary>
    /// <param name="type">E.g. <c>DELIVERED</c>.</param>
    public JsonObject Event(string type, DateTimeOffset at) => new()
    {
        ["senderPhoneNumber"] = To,
        ["eventType"] = type,
        ["eventId"] = $"{type}-{Id}",
        ["messageId"] = Id,
        ["sendTime"] = at.UtcDateTime,
        ["agentId"] = $"{Agent}@rbm.goog",
    };

    /// <summary>What it gets when somebody taps a suggestion.</summary>
    /// <param name="suggestion">Of the message's content.</param>
    public JsonObject Tap(JsonNode suggestion, DateTimeOffset at) => new()
    {
        ["senderPhoneNumber"] = To,
        ["messageId"] = $"tap-{Id}",
        ["sendTime"] = at.UtcDateTime,
        ["agentId"] = $"{Agent}@rbm.goog",
        ["suggestionResponse"] = new JsonObject
        {
            ["postbackData"] = (string?)suggestion["reply"]!["postbackData"],
            ["text"] = (string?)suggestion["reply"]!["text"],
            ["type"] = "REPLY",
        },
    };

    /// <summary>As Google posts it, signed with the client token of the webhook.</summary>
    public static HttpRequestMessage Callback(string address, JsonNode told, string clientToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(told);
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(new JsonObject { ["message"] = new JsonObject { ["data"] = Convert.ToBase64String(body), ["messageId"] = "1", ["publishTime"] = "2026-12-01T12:00:00Z" }, ["subscription"] = "s" }.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Goog-Signature", Convert.ToBase64String(HMACSHA512.HashData(Encoding.UTF8.GetBytes(clientToken), body)));
        return request;
    }
}
