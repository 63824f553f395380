using System.Text.Json;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Values;

namespace ActiveReach.Azure.Audiences.Contacts;

/// <summary>What filters compare of a contact, by names that no field shares with another.</summary>
internal static class AskedOf
{
    /// <summary>Where a value stands in the item. Names are the product's own, or have letters, digits and signs that a JSON text takes.</summary>
    public static string Path(string name) => $"c.asked[{JsonSerializer.Serialize(name)}]";

    public static string Name(ContactField field) => field.Name;

    /// <summary>Month and day of the birthday: the store's index has no remainders.</summary>
    public const string DayOfBirthday = "birthday.day";

    public static string Name(Channel channel) => $"consent.{channel.Name()}";

    /// <summary>A text may be a date as well: a field that is declared one asks for it.</summary>
    public static string NameOfCustom(string name, FieldType type) => type is FieldType.Date ? $"day.{name}" : $"custom.{name}";

    public static Dictionary<string, object> Contact(Contact contact)
    {
        var asked = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var field in ContactFields.All)
        {
            if (contact[field] is { } value)
                asked[Name(field)] = Compared(value);
        }

        if (contact.Birthday is { } birthday)
            asked[DayOfBirthday] = Birthdays.DayOfYear(birthday);

        foreach (var (name, value) in contact.Custom)
        {
            asked[NameOfCustom(name, FieldType.Text)] = Compared(value);
            if (value is string text && ValueRules.Date(text, out _) is { } day)
                asked[NameOfCustom(name, FieldType.Date)] = ExpressionEvaluator.Number(day);
        }

        foreach (var channel in ChannelSet.All)
            asked[Name(channel)] = contact.ConsentOn(channel).Name();
        return asked;
    }

    private static object Compared(object value) => value switch
    {
        string text => Folding.Fold(text),
        DateOnly day => ExpressionEvaluator.Number(day),
        IReadOnlyList<string> members => members.Select(Folding.Fold).ToArray(),
        _ => value,
    };
}
