using System.Globalization;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports.Rows;
using ActiveReach.Values;

namespace ActiveReach.Audiences.FieldTypes;

/// <summary>What a stored value of a custom field is as a value of another type: by way of its text.</summary>
public static class ValueConversion
{
    /// <summary>Null with what is wrong where the value can't be of this type.</summary>
    public static object? To(FieldType type, object value, out string? error)
    {
        error = null;
        if (value is string ? type is FieldType.Text : TypeOf(value) == type)
            return value;
        var text = TextOf(value);
        var converted = type switch
        {
            FieldType.Boolean => Boolean(text, out error),
            FieldType.Number when !TypeGuess.IsNumber(text) => Refuse("is no number that would give it back as it is written.", out error),
            _ => CustomValue.FromText(type, text, out error),
        };
        if (converted is not (null or IReadOnlyList<string> { Count: 0 }))
            return converted;
        error ??= "is empty.";
        return null;
    }

    /// <summary>As a person would write it.</summary>
    public static string TextOf(object value) => value switch
    {
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        IReadOnlyList<string> list => string.Join(';', list),
        _ => (string)value,
    };

    private static FieldType TypeOf(object value) => value switch
    {
        double => FieldType.Number,
        bool => FieldType.Boolean,
        IReadOnlyList<string> => FieldType.List,
        _ => FieldType.Text,
    };

    private static object? Boolean(string text, out string? error)
    {
        error = null;
        return text.Trim().ToLowerInvariant() switch
        {
            "true" or "yes" or "1" => true,
            "false" or "no" or "0" => false,
            _ => Refuse("is not a yes or no: write true or false.", out error),
        };
    }

    private static object? Refuse(string why, out string error)
    {
        error = why;
        return null;
    }
}
