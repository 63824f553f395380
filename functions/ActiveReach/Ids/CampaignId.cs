using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActiveReach.Ids;

/// <summary>A campaign's id: <c>cmp_</c> and 20 characters.</summary>
[JsonConverter(typeof(CampaignIdConverter))]
public readonly record struct CampaignId(string Value)
{
    public static CampaignId New() => new($"cmp_{RandomNumberGenerator.GetString("0123456789abcdefghijkmnpqrstuvwxyz", 20)}");

    public override string ToString() => Value;
}

/// <summary>Ids are plain texts in JSON.</summary>
internal sealed class CampaignIdConverter : JsonConverter<CampaignId>
{
    public override CampaignId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, CampaignId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
