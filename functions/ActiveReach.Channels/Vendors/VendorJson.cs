using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActiveReach.Channels.Vendors;

internal static class VendorJson
{
    /// <summary>What is null is left out, and nothing is escaped that needn't be: a mail has a size limit.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The same, with names as they stand.</summary>
    public static JsonSerializerOptions AsNamed { get; } = new(Options) { PropertyNamingPolicy = null };
}
