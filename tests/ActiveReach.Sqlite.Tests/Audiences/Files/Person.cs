using System.Globalization;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;

namespace ActiveReach.Sqlite.Tests.Audiences.Files;

/// <summary>A contact in one line: what is known of them, and nothing else.</summary>
internal static class Person
{
    public static string Told(Contact contact) => string.Join(' ', Parts(contact).Where(part => part.Value.Length > 0).Select(part => part.Name.Length == 0 ? part.Value : $"{part.Name}={part.Value}"));

    private static IEnumerable<(string Name, string Value)> Parts(Contact contact) =>
    [
        ("id", contact.ExternalId ?? ""), ("", contact.Email ?? ""), ("", contact.Phone ?? ""),
        ("name", $"{contact.FirstName} {contact.LastName}".Trim()), ("gender", contact.Gender ?? ""),
        ("born", contact.Birthday is { } day ? CustomValue.Written(day) : ""), ("zone", contact.TimeZone ?? ""), ("city", contact.City ?? ""),
        ("country", contact.Country ?? ""), ("language", contact.Language ?? ""),
        ("at", contact.Lat is { } lat ? string.Create(CultureInfo.InvariantCulture, $"{lat},{contact.Lon}") : ""),
        ("tags", string.Join(';', contact.Tags)), ("in", string.Join(';', contact.Subcommunities)),
        ("yes", Consents(contact, ConsentState.OptedIn)), ("no", Consents(contact, ConsentState.OptedOut)),
        .. contact.Custom.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => ($"custom.{each.Key}", Text(each.Value))),
    ];

    private static string Consents(Contact contact, ConsentState state) =>
        string.Join(',', contact.Consents.Where(state).Select(channel => channel.Name()));

    private static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IEnumerable<string> list => string.Join(';', list),
        _ => $"'{value}'",
    };
}
