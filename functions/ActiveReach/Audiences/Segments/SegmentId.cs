using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace ActiveReach.Audiences.Segments;

/// <summary>A segment's id: <c>seg_</c> and 1 to 60 letters, digits, hyphens or underscores, chosen by the caller or drawn.</summary>
[JsonConverter(typeof(SegmentIdConverter))]
public readonly partial record struct SegmentId(string Value)
{
    public static SegmentId New() => new($"seg_{RandomNumberGenerator.GetString("0123456789abcdefghijkmnpqrstuvwxyz", 20)}");

    public static bool TryParse(string? text, out SegmentId id)
    {
        id = new SegmentId(text ?? "");
        return text is not null && Shape().IsMatch(text);
    }

    public override string ToString() => Value;

    [GeneratedRegex(@"\Aseg_[A-Za-z0-9_-]{1,60}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}

/// <summary>Ids are plain texts in JSON.</summary>
internal sealed class SegmentIdConverter : JsonConverter<SegmentId>
{
    public override SegmentId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, SegmentId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
