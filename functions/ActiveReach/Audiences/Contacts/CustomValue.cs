using System.Globalization;
using ActiveReach.Inputs;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Contacts;

/// <summary>How the value of a custom field of each type is read: from JSON, where it has the type, and from a cell of text.</summary>
public static class CustomValue
{
    /// <summary>The types a custom field may have; a position is always the contact's own.</summary>
    public static IReadOnlyList<FieldType> Types { get; } = [FieldType.Text, FieldType.Number, FieldType.Date, FieldType.Boolean, FieldType.List];

    public static object? FromText(FieldType type, string text, out string? error)
    {
        switch (type)
        {
            case FieldType.Number:
                return ValueRules.Number(text, out error);
            case FieldType.Date:
                return ValueRules.Date(text, out error) is { } day ? Written(day) : null;
            case FieldType.Boolean:
                var trimmed = text.Trim();
                var isTrue = trimmed.Equals("true", StringComparison.OrdinalIgnoreCase);
                error = isTrue || trimmed.Equals("false", StringComparison.OrdinalIgnoreCase) ? null : "is not a yes or no: write true or false.";
                return error is null ? isTrue : null;
            case FieldType.List:
                return ValueRules.List(text.Split(';'), out error);
            default:
                return ValueRules.Lines(text, ValueRules.LongestCustomText, out error) is { Length: > 0 } value ? value : null;
        }
    }

    public static object? FromJson(FieldType type, InputValue value, out string? error)
    {
        error = null;
        if (value.IsNull)
            return null;
        switch (type)
        {
            case FieldType.Number when value.AsNumber is { } number:
                return number;
            case FieldType.Boolean when value.AsFlag is { } flag:
                return flag;
            case FieldType.Text or FieldType.Date when value.AsText is { } text:
                return FromText(type, text, out error);
            case FieldType.List when value.AsTexts is { } members:
                var list = ValueRules.List(members, out error);
                return list is { Count: 0 } ? null : list;
            default:
                error = $"must be {Wanted(type)}.";
                return null;
        }
    }

    /// <summary>How a date is stored and shown.</summary>
    public static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Wanted(FieldType type) => type switch
    {
        FieldType.Number => "a number",
        FieldType.Boolean => "true or false",
        FieldType.Date => "a date written \"yyyy-MM-dd\"",
        FieldType.List => "a list of texts",
        _ => "a text",
    };
}
