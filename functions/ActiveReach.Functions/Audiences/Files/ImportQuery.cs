using System.Text.Json;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Values;
using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Audiences.Files;

/// <summary>What the query of an import says of the columns of its file.</summary>
internal static class ImportQuery
{
    /// <summary><c>map</c>: header:column pairs with commas, again for each pair, or one JSON object for headers that have commas themselves.</summary>
    public static IReadOnlyDictionary<string, string> Mapping(HttpRequest request)
    {
        var mapping = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (header, column) in request.Query["map"].SelectMany(map => Pairs("map", map ?? "", "header:column, e.g. map=Vorname:first_name,Notes:-")))
        {
            if (!mapping.TryAdd(header, column))
                throw new InvalidInputException("map", "invalid_value", $"map names '{InputProblem.Shorten(header)}' twice: map each header once.");
        }

        return mapping;
    }

    /// <summary><c>types</c>: field:type pairs with commas, or one JSON object.</summary>
    public static IReadOnlyDictionary<string, FieldType> Types(string? types)
    {
        var read = new Dictionary<string, FieldType>(StringComparer.Ordinal);
        foreach (var (field, type) in Pairs("types", types ?? "", "field:type, e.g. types=points:number,since:date"))
        {
            var name = field.StartsWith("custom.", StringComparison.Ordinal) ? field["custom.".Length..] : field;
            var known = CustomValue.Types.Where(each => each.ToString().Equals(type, StringComparison.OrdinalIgnoreCase)).ToList();
            if (known.Count == 0 || !read.TryAdd(name, known[0]))
                throw new InvalidInputException("types", "invalid_value", $"types has '{InputProblem.Shorten($"{field}:{type}")}': name each field once, with {string.Join(", ", CustomValue.Types).ToLowerInvariant()}.");
        }

        return read;
    }

    private static IEnumerable<(string Name, string Value)> Pairs(string parameter, string text, string form) =>
        text.TrimStart().StartsWith('{') ? OfJson(parameter, text) : text
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(pair => pair.LastIndexOf(':') is > 0 and var colon && colon < pair.Length - 1
                ? (pair[..colon].Trim(), pair[(colon + 1)..].Trim())
                : throw new InvalidInputException(parameter, "invalid_value", $"{parameter} has '{InputProblem.Shorten(pair)}': write each once as {form}; a name that has a comma itself goes into a JSON object."));

    private static List<(string, string)> OfJson(string parameter, string text)
    {
        try
        {
            var json = InputValue.Of(JsonElement.Parse(text));
            return json.IsObject ? [.. json.Members.Select(member => (member.Name.Trim(), member.Value.AsText ?? throw new JsonException()))] : throw new JsonException();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InvalidInputException(parameter, "invalid_value", $$"""{{parameter}} is no JSON object of texts: write e.g. {"Last, First": "last_name"}, encoded for a URL.""");
        }
    }
}
