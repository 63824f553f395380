using System.Text.Json;

namespace ActiveReach.Problems;

/// <summary>Reads what callers send as JSON, strictly: whatever is wrong becomes an <see cref="InvalidInputException"/> that names
/// the field, the value and the remedy.</summary>
public static class JsonInput
{
    private static readonly JsonDocumentOptions DocumentOptions = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    public static T Read<T>(ReadOnlySpan<byte> utf8)
    {
        T? value;
        try
        {
            value = JsonSerializer.Deserialize<T>(utf8, Wire.Strict);
        }
        catch (JsonException error)
        {
            throw new InvalidInputException(JsonProblems.Of(error, utf8, typeof(T)));
        }

        return value ?? throw new InvalidInputException("", "required", "The body is null: send the JSON of the thing itself.");
    }

    public static T Read<T>(JsonElement element) => Read<T>(JsonSerializer.SerializeToUtf8Bytes(element));

    /// <summary>Reads JSON of any shape; it must be well-formed and without doubled members.</summary>
    public static JsonElement ReadElement(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, DocumentOptions);
            return document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw new InvalidInputException(JsonProblems.Of(error, utf8.Span, typeof(JsonElement)));
        }
    }
}
