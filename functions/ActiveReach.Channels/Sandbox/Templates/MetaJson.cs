using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ActiveReach.Channels.Sandbox.Templates;

/// <summary>Writes verdicts as Meta sends them.
/// Source: developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/message_template_status_update.</summary>
internal static class MetaJson
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="objection">Null where it is approved.</param>
    public static byte[] Write(SandboxReview review, SandboxObjection? objection)
    {
        using var target = new MemoryStream();
        using (var json = new Utf8JsonWriter(target, Relaxed))
        {
            json.WriteStartObject();
            json.WriteStartArray("entry");
            json.WriteStartObject();
            json.WriteString("id", review.Account);
            json.WriteNumber("time", review.Due.ToUnixTimeSeconds());
            json.WriteStartArray("changes");
            json.WriteStartObject();
            json.WriteStartObject("value");
            json.WriteString("event", objection is null ? "APPROVED" : "REJECTED");
            json.WriteNumber("message_template_id", long.Parse(review.Id, CultureInfo.InvariantCulture));
            json.WriteString("message_template_name", review.Name);
            json.WriteString("message_template_language", review.Language);
            json.WriteString("reason", objection?.Code ?? "NONE");
            json.WriteString("message_template_category", "MARKETING");
            if (objection is { Reason: { } reason })
            {
                json.WriteStartObject("rejection_info");
                json.WriteString("reason", reason);
                json.WriteString("recommendation", objection.Recommendation);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteString("field", "message_template_status_update");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteString("object", "whatsapp_business_account");
            json.WriteEndObject();
        }

        return target.ToArray();
    }

    /// <summary>The header <c>X-Hub-Signature-256</c>.</summary>
    public static string Signature(byte[] body, string secret) => "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
}
