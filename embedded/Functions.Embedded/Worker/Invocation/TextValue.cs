using System.ComponentModel;
using System.Globalization;
using System.Text.Json;

namespace Functions.Embedded.Invocation;

/// <summary>Turns route values, query values and message facts into parameter types.</summary>
internal static class TextValue
{
    public static object? Convert(object? value, Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null)
            return null;
        if (target.IsInstanceOfType(value))
            return value;
        var text = value as string ?? System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        if (target == typeof(string))
            return text;
        if (target == typeof(DateTimeOffset))
            return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        if (target == typeof(DateTime))
            return DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        var converter = TypeDescriptor.GetConverter(target);
        return converter.CanConvertFrom(typeof(string))
            ? converter.ConvertFromInvariantString(text)
            : JsonSerializer.Deserialize(text, target, JsonSerializerOptions.Web);
    }
}
