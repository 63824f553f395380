using System.Text.Json;
using System.Text.RegularExpressions;

namespace ActiveReach.Problems;

/// <summary>Says in the caller's words what the serializer found.</summary>
internal static partial class JsonProblems
{
    public static IReadOnlyList<InputProblem> Of(JsonException error, ReadOnlySpan<byte> utf8, Type type)
    {
        var path = JsonPath.Without(error.Path);
        using var document = JsonDocument.Parse(utf8.ToArray());
        var root = document.RootElement;
        var message = error.Message;
        if (message.Contains("could not be mapped", StringComparison.Ordinal))
            return [Unknown(path, message, type)];
        if (message.Contains("uplicate", StringComparison.Ordinal))
            return [Doubled(path, message)];
        if (MissingMembers().Match(message) is { Success: true } missing)
            return [.. QuotedNames().Matches(missing.Value).Select(name => Missing(path, name.Groups["name"].Value))];

        var value = JsonPath.Find(root, path);
        var shown = value is { } known ? Shown(known) : "nothing";
        var expected = JsonShape.Expected(JsonShape.TypeAt(type, path));
        if (message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal))
            return [new(path, "wrong_type", $"{Named(path)} is {shown}, but must be {expected}.")];
        if (value?.ValueKind is JsonValueKind.Null || message.Contains("null value", StringComparison.Ordinal))
            return [new(path, "required", $"{Named(path)} is null: leave it out, or give {expected}.")];
        return [new(path, "invalid_value", $"{Named(path)} is {shown}. {Technical().Replace(message, "")}")];
    }

    /// <summary>What the reader said about a body that it couldn't read to its end.</summary>
    /// <param name="member">The member of the body in which it stopped.</param>
    public static InputProblem NotJson(JsonException error, string member)
    {
        var place = error.LineNumber is { } line ? $"line {line + 1}, byte {error.BytePositionInLine + 1}" : "its start";
        return error.Message.Contains("maximum configured depth", StringComparison.Ordinal)
            ? new(member, "too_deep", $"The JSON is nested deeper than {StrictJson.MaxDepth} levels at {place}: make it flatter.")
            : new("", "invalid_json", $"The body is not JSON at {place}: {Technical().Replace(error.Message, "")}");
    }

    private static InputProblem Unknown(string path, string message, Type type)
    {
        var name = QuotedNames().Match(message).Groups["name"].Value;
        var full = path == name || path.EndsWith("." + name, StringComparison.Ordinal) ? path : JsonPath.Append(path, name);
        var parent = JsonPath.Parent(full);
        var known = JsonShape.Members(JsonShape.TypeAt(type, parent));
        return new(full, "unknown_field", known.Count == 0
            ? $"'{name}' is not known here: remove it."
            : $"'{name}' is not known here: remove it or use one of {string.Join(", ", known)}.");
    }

    private static InputProblem Doubled(string path, string message)
    {
        var name = QuotedNames().Match(message).Groups["name"].Value;
        return new(path.Length == 0 ? name : path, "duplicate_field", $"'{name}' stands there more than once: keep one.");
    }

    private static InputProblem Missing(string path, string name) =>
        new(JsonPath.Append(path, name), "required", $"'{name}' is missing: add it.");

    private static string Named(string path) => path.Length == 0 ? "The body" : path;

    private static string Shown(JsonElement value)
    {
        var text = value.ValueKind is JsonValueKind.Object ? "an object" : value.ValueKind is JsonValueKind.Array ? "a list" : value.GetRawText();
        return text.Length <= 60 ? text : text[..59] + "…";
    }

    [GeneratedRegex("missing required properties.*", RegexOptions.CultureInvariant | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MissingMembers();

    [GeneratedRegex("'(?<name>[^']*)'", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex QuotedNames();

    [GeneratedRegex(@"\s*(?:Path: \$.*)?(?:\|?\s*LineNumber: .*)?$", RegexOptions.CultureInvariant | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Technical();
}
