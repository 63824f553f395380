using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActiveReach.Problems;

namespace ActiveReach.Inputs;

/// <summary>Holds a value against the JSON that a type is written as, and says in the caller's words where it differs.</summary>
internal static class InputShape
{
    public const string UnknownField = "unknown_field";

    /// <summary>Notes whatever differs.</summary>
    public static void Check(InputValue value, Type type)
    {
        if (value.IsNull && !type.IsValueType)
        {
            NoteNull(value, type);
            return;
        }

        var shape = Wire.Strict.GetTypeInfo(Plain(type));
        switch (shape.Kind)
        {
            case JsonTypeInfoKind.Object when value.IsObject:
                Check(value, [.. shape.Properties]);
                break;
            case JsonTypeInfoKind.Dictionary when value.IsObject:
                foreach (var (name, member) in value.Members)
                {
                    if (shape.KeyType is { IsEnum: true } keys && !Names(keys).Contains(name))
                        NoteUnknown(name, member, Names(keys));
                    else
                        Check(member, shape.ElementType!);
                }

                break;
            case JsonTypeInfoKind.Enumerable when value.IsList:
                foreach (var item in value.Items)
                    Check(item, shape.ElementType!);
                break;
            default:
                CheckSingle(value, type);
                break;
        }
    }

    /// <summary>What a type is written with.</summary>
    public static IList<JsonPropertyInfo> MembersOf(Type type) => Wire.Strict.GetTypeInfo(type).Properties;

    /// <summary>Notes whatever differs from an object with these members.</summary>
    public static void Check(InputValue value, IReadOnlyList<JsonPropertyInfo> members)
    {
        foreach (var (name, member) in value.Members)
        {
            if (members.FirstOrDefault(property => property.Name == name) is not { } property)
                NoteUnknown(name, member, members.Select(each => each.Name));
            else if (!member.IsNull || !(property.AssociatedParameter?.IsNullable ?? property.IsSetNullable))
                Check(member, property.PropertyType);
        }

        foreach (var missing in members.Where(property => property.IsRequired && value.Find(property.Name) is null))
            value.Note(missing.Name, "required", $"'{missing.Name}' is missing: add it.");
    }

    private static void CheckSingle(InputValue value, Type type)
    {
        if (value.Misfit(type) is not { } misfit)
            return;
        var shown = $"{(value.Path.Length == 0 ? "The body" : value.Path)} is {value.Shown}";
        if (misfit.StartsWith("The JSON value could not be converted", StringComparison.Ordinal))
            value.Note("wrong_type", $"{shown}, but must be {Expected(type)}.");
        else if (value.IsNull)
            NoteNull(value, type);
        else
            value.Note("invalid_value", $"{shown}. {misfit}");
    }

    private static void NoteNull(InputValue value, Type type) => value.Note("required", $"{value.Path} is null: leave it out, or give {Expected(type)}.");

    private static string Expected(Type type)
    {
        var plain = Plain(type);
        if (plain.IsEnum)
            return "one of " + string.Join(", ", Names(plain).Select(name => $"\"{name}\""));
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

    private static void NoteUnknown(string name, InputValue value, IEnumerable<string> known) => value.Note(UnknownField, known.Any()
        ? $"'{name}' is not known here: remove it or use one of {string.Join(", ", known)}."
        : $"'{name}' is not known here: remove it.");

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
