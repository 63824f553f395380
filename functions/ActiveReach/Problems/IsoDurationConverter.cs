using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;

namespace ActiveReach.Problems;

/// <summary>Durations as ISO 8601 (<c>PT6H</c>, <c>P2D</c>). Months and years have no fixed length and are refused.</summary>
public sealed class IsoDurationConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TryParse(reader.GetString(), out var duration)
            ? duration
            : throw new JsonException("A duration is written as ISO 8601 in days and smaller units, e.g. \"PT6H\" or \"P2D\".");

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(XmlConvert.ToString(value));

    /// <summary>True for a non-negative duration without months or years.</summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        if (string.IsNullOrEmpty(text) || text[0] != 'P' || text.Contains('Y') || text.Split('T')[0].Contains('M'))
            return false;
        try
        {
            duration = XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            return false;
        }
    }
}
