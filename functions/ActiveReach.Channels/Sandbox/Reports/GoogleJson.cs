using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ActiveReach.Channels.Sandbox.Reports;

/// <summary>Writes what people do with RCS messages as Google sends it, one a request.
/// Source: developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/UserEvent and …/UserMessage; the tag is the sandbox's own there.</summary>
internal static class GoogleJson
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What Google wraps and signs.</summary>
    public static byte[] Write(SandboxMessage message, SandboxEvent happened, in SandboxDraws draws)
    {
        var id = $"{message.MessageId}-{happened.Kind.ToString().ToLowerInvariant()}";
        var isText = happened.Kind is SandboxEventKind.Replied or SandboxEventKind.Stopped;
        using var target = new MemoryStream();
        using (var json = new Utf8JsonWriter(target, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("senderPhoneNumber", message.To);
            json.WriteString("messageId", isText ? id : message.MessageId);
            json.WriteString("sendTime", happened.Due.UtcDateTime);
            json.WriteString("agentId", message.From);
            var answers = message.Suggestions.Concat(message.Cards.SelectMany(card => card.Suggestions).Where(suggestion => suggestion.Link is null).Select(suggestion => suggestion.Text)).ToList();
            if (happened.Kind is SandboxEventKind.Replied && answers.Count > 0)
                WriteTap(json, answers[(int)(draws.Share(SandboxDraw.Words) * answers.Count)]);
            else if (isText)
                json.WriteString("text", SandboxWords.Of(happened, draws));
            else
                WriteReceipt(json, happened.Kind, id, message.Tag);
            json.WriteEndObject();
        }

        return target.ToArray();
    }

    /// <summary>As it is posted.</summary>
    public static byte[] Wrap(byte[] told) => JsonSerializer.SerializeToUtf8Bytes(new { message = new { data = Convert.ToBase64String(told), attributes = new { product = "RBM" } } });

    /// <summary>The header <c>X-Goog-Signature</c>.</summary>
    public static string Signature(byte[] told, string secret) => Convert.ToBase64String(HMACSHA512.HashData(Encoding.UTF8.GetBytes(secret), told));

    private static void WriteTap(Utf8JsonWriter json, string suggestion)
    {
        json.WriteStartObject("suggestionResponse");
        json.WriteString("postbackData", suggestion);
        json.WriteString("text", suggestion);
        json.WriteString("type", "REPLY");
        json.WriteEndObject();
    }

    private static void WriteReceipt(Utf8JsonWriter json, SandboxEventKind kind, string id, string tag)
    {
        json.WriteString("eventId", id);
        json.WriteString("eventType", kind switch { SandboxEventKind.Delivered => "DELIVERED", SandboxEventKind.Opened => "READ", _ => "TTL_EXPIRATION_REVOKED" });
        json.WriteString("tag", tag);
    }
}
