using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActiveReach.Outlets;

/// <summary>An outlet's id: <c>out_</c> and 20 characters.</summary>
[JsonConverter(typeof(OutletIdConverter))]
public readonly record struct OutletId(string Value)
{
    public const string Prefix = "out_";

    public static OutletId New() => new($"{Prefix}{RandomNumberGenerator.GetString("0123456789abcdefghijkmnpqrstuvwxyz", 20)}");

    public override string ToString() => Value;
}

/// <summary>Ids are plain texts in JSON.</summary>
internal sealed class OutletIdConverter : JsonConverter<OutletId>
{
    public override OutletId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, OutletId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
