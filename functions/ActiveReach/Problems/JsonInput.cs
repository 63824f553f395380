using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace ActiveReach.Problems;

/// <summary>Reads what callers send as JSON, strictly: whatever is wrong becomes an <see cref="InvalidInputException"/> that names
/// the field, the value and the remedy.</summary>
public static class JsonInput
{
    private static readonly JsonDocumentOptions DocumentOptions = new() { AllowDuplicateProperties = false, MaxDepth = StrictJson.MaxDepth };

    public static T Read<T>(ReadOnlySpan<byte> utf8)
    {
        RefuseBroken(utf8);
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

    /// <summary>Reads JSON of any shape; it must be well-formed, with texts that can be read, and without doubled members.</summary>
    public static JsonElement ReadElement(ReadOnlyMemory<byte> utf8)
    {
        using var document = ReadDocument(utf8);
        return document.RootElement.Clone();
    }

    /// <summary>As <see cref="ReadElement"/>, without a copy: the bytes must stay as they are until it is disposed.</summary>
    public static JsonDocument ReadDocument(ReadOnlyMemory<byte> utf8)
    {
        RefuseBroken(utf8.Span);
        return Parse(utf8);
    }

    /// <summary>Reads a list whose items stand for themselves: broken ones are noted with their place, and the others given.</summary>
    /// <returns>The good items; one value that is no list is a list of one.</returns>
    public static IReadOnlyList<JsonElement> ReadItems(ReadOnlyMemory<byte> utf8, List<InputProblem> problems)
    {
        try
        {
            var root = ReadElement(utf8);
            return root.ValueKind is JsonValueKind.Array ? [.. root.EnumerateArray()] : [root];
        }
        catch (InvalidInputException) when (TryReadList(utf8) is { } items)
        {
            return [.. items.Select((item, index) => ReadItem(item, index, problems)).OfType<JsonElement>()];
        }
    }

    /// <summary>The items of a list that may be broken inside; null when it isn't one.</summary>
    private static IReadOnlyList<JsonElement>? TryReadList(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return document.RootElement.ValueKind is JsonValueKind.Array ? [.. document.RootElement.EnumerateArray().Select(item => item.Clone())] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement? ReadItem(JsonElement item, int index, List<InputProblem> problems)
    {
        try
        {
            return ReadElement(JsonMarshal.GetRawUtf8Value(item).ToArray());
        }
        catch (InvalidInputException error)
        {
            problems.AddRange(error.Problems.Select(problem => problem with { Path = JsonPath.Append(string.Create(CultureInfo.InvariantCulture, $"[{index}]"), problem.Path) }));
            return null;
        }
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonDocument.Parse(utf8, DocumentOptions);
        }
        catch (JsonException error)
        {
            throw new InvalidInputException(JsonProblems.Of(error, utf8.Span, typeof(JsonElement)));
        }
    }

    private static void RefuseBroken(ReadOnlySpan<byte> utf8)
    {
        if (StrictJson.FirstProblem(utf8) is { } problem)
            throw new InvalidInputException([problem]);
    }
}
