using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using ActiveReach.Problems;

namespace ActiveReach.Inputs;

/// <summary>Looks through JSON before anything reads it, for what no reader may meet: bytes that aren't UTF-8, texts and names with half of a
/// surrogate pair or a NUL, numbers that no number type holds, and what isn't JSON at all.</summary>
internal static partial class StrictJson
{
    public const int MaxDepth = 64;

    /// <summary>A number of so many digits and no exponent is always finite.</summary>
    private const int SurelyFinite = 300;

    /// <summary>The first thing wrong; null when every reader may have it.</summary>
    public static InputProblem? FirstProblem(ReadOnlySpan<byte> utf8)
    {
        if (EncodingProblem(utf8) is { } encoding)
            return encoding;
        var isUtf8 = Utf8.IsValid(utf8);
        var place = new JsonPlace();
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            while (reader.Read())
            {
                place.Pass(ref reader);
                if (TokenProblem(ref reader, isUtf8) is { } wrong)
                    return Describe(wrong, reader.TokenType, place.PathIn(utf8));
            }

            return isUtf8 ? null : new("", "invalid_json", "The body is not UTF-8: send JSON in UTF-8.");
        }
        catch (JsonException error)
        {
            return NotJson(error, place.FirstStepIn(utf8));
        }
    }

    private static InputProblem? EncodingProblem(ReadOnlySpan<byte> utf8) => utf8 switch
    {
        [0xEF, 0xBB, 0xBF, ..] => new("", "invalid_json", "The body begins with a byte order mark: send UTF-8 without one."),
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, ..] or [_, 0, ..] => new("", "invalid_json", "The body looks like UTF-16 or UTF-32: send JSON in UTF-8."),
        _ => null,
    };

    /// <summary>What the reader said about a body that it couldn't read to its end.</summary>
    /// <param name="member">The member of the body in which it stopped.</param>
    private static InputProblem NotJson(JsonException error, string member)
    {
        var place = error.LineNumber is { } line ? $"line {line + 1}, byte {error.BytePositionInLine + 1}" : "its start";
        return error.Message.Contains("maximum configured depth", StringComparison.Ordinal)
            ? new(member, "too_deep", $"The JSON is nested deeper than {MaxDepth} levels at {place}: make it flatter.")
            : new("", "invalid_json", $"The body is not JSON at {place}: {Technical().Replace(error.Message, "")}");
    }

    private static string? TokenProblem(ref Utf8JsonReader reader, bool isUtf8) => reader.TokenType switch
    {
        JsonTokenType.String or JsonTokenType.PropertyName when !isUtf8 && !Utf8.IsValid(reader.ValueSpan) => "bytes that are not UTF-8: send it in UTF-8",
        JsonTokenType.String or JsonTokenType.PropertyName when reader.ValueIsEscaped => EscapeProblem(ref reader),
        JsonTokenType.Number when !IsFinite(ref reader) => "",
        _ => null,
    };

    private static string? EscapeProblem(ref Utf8JsonReader reader)
    {
        // Only \u can write what can't be a text.
        if (reader.ValueSpan.IndexOf("\\u"u8) < 0)
            return null;
        var characters = ArrayPool<char>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            return characters.AsSpan(0, reader.CopyString(characters)).Contains('\0') ? "a NUL character: remove it" : null;
        }
        catch (InvalidOperationException)
        {
            return "half of a surrogate pair: remove it";
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    private static bool IsFinite(ref Utf8JsonReader reader) =>
        (reader.ValueSpan.Length <= SurelyFinite && reader.ValueSpan.IndexOfAny((byte)'e', (byte)'E') < 0)
        || (reader.TryGetDouble(out var number) && double.IsFinite(number));

    private static InputProblem Describe(string wrong, JsonTokenType token, string path)
    {
        var shown = path.Length == 0 ? "The body" : path;
        if (token is JsonTokenType.Number)
            return new(path, "out_of_range", $"{shown} is a number beyond what can be counted: write one below 1e308.");
        return new(path, "invalid_value", token is JsonTokenType.PropertyName
            ? $"{shown} has a member whose name contains {wrong}."
            : $"{shown} contains {wrong}.");
    }

    [GeneratedRegex(@"\s*(?:Path: \$.*)?(?:\|?\s*LineNumber: .*)?$", RegexOptions.CultureInvariant | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Technical();
}
