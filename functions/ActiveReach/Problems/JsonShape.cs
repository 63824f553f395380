using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ActiveReach.Problems;

/// <summary>What JSON a type is written as, in words.</summary>
internal static class JsonShape
{
    /// <summary>The type that a path leads to; null where the type leaves it open.</summary>
    public static Type? TypeAt(Type type, string path)
    {
        foreach (var step in JsonPath.Steps(path))
        {
            var shape = Wire.Strict.GetTypeInfo(Plain(type));
            var next = shape.Kind is JsonTypeInfoKind.Object
                ? shape.Properties.FirstOrDefault(property => property.Name == step)?.PropertyType
                : shape.ElementType;
            if (next is null)
                return null;
            type = next;
        }

        return type;
    }

    public static IReadOnlyList<string> Members(Type? type) =>
        type is null ? [] : [.. Wire.Strict.GetTypeInfo(Plain(type)).Properties.Select(property => property.Name)];

    /// <summary>Members of a merge patch that the type doesn't have: those with null as their value would otherwise do nothing, untold.</summary>
    public static IReadOnlyList<InputProblem> UnknownIn(JsonElement patch, Type type, string path = "")
    {
        if (patch.ValueKind is not JsonValueKind.Object)
            return [];
        var shape = Wire.Strict.GetTypeInfo(Plain(type));
        return shape.Kind switch
        {
            JsonTypeInfoKind.Object => [.. patch.EnumerateObject().SelectMany(member =>
                shape.Properties.FirstOrDefault(property => property.Name == member.Name) is { } known
                    ? UnknownIn(member.Value, known.PropertyType, JsonPath.Append(path, member.Name))
                    : [Unknown(JsonPath.Append(path, member.Name), member.Name, shape.Properties.Select(property => property.Name))])],
            JsonTypeInfoKind.Dictionary when shape.KeyType is { IsEnum: true } keys => [.. patch.EnumerateObject()
                .Where(member => !Names(keys).Contains(member.Name))
                .Select(member => Unknown(JsonPath.Append(path, member.Name), member.Name, Names(keys)))],
            JsonTypeInfoKind.Dictionary when shape.ElementType is { } element => [.. patch.EnumerateObject()
                .SelectMany(member => UnknownIn(member.Value, element, JsonPath.Append(path, member.Name)))],
            _ => [],
        };
    }

    public static string Expected(Type? type)
    {
        if (type is null)
            return "another value";
        var plain = Plain(type);
        if (plain.IsEnum)
            return "one of " + string.Join(", ", Enum.GetValues(plain).Cast<object>().Select(value => JsonSerializer.Serialize(value, plain, Wire.Json)));
        if (plain == typeof(DateTimeOffset) || plain == typeof(DateTime))
            return "a time as in RFC 3339, e.g. \"2026-12-01T10:00:00Z\"";
        if (plain == typeof(DateOnly))
            return "a date, e.g. \"2026-12-01\"";
        if (plain == typeof(TimeSpan))
            return "a duration as in ISO 8601, e.g. \"PT6H\"";
        if (plain == typeof(bool))
            return "true or false";
        if (plain == typeof(string))
            return "a text in quotes";
        if (plain == typeof(int) || plain == typeof(long))
            return "a whole number";
        if (plain == typeof(double) || plain == typeof(decimal))
            return "a number";
        return Wire.Strict.GetTypeInfo(plain).Kind is JsonTypeInfoKind.Enumerable ? "a list" : "an object";
    }

    private static IEnumerable<string> Names(Type values) => Enum.GetValues(values).Cast<object>().Select(value => JsonSerializer.SerializeToElement(value, values, Wire.Json).GetString()!);

    private static InputProblem Unknown(string path, string name, IEnumerable<string> known) =>
        new(path, "unknown_field", $"'{name}' is not known here: remove it or use one of {string.Join(", ", known)}.");

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
