using ActiveReach.Values;
using System.Collections.Frozen;
using System.Text;

namespace ActiveReach.Audiences.Contacts;

/// <summary>One plain value of a contact: its name in files and expressions, its name in JSON, and how text becomes it.</summary>
/// <param name="Set">Puts the text into the draft; gives what is wrong with it, or null.</param>
/// <param name="Clear">Marks the value as given and empty.</param>
public sealed record ContactColumn(string Name, string JsonName, Func<ContactDraft, string, ContactTerms, string?> Set, Action<ContactDraft> Clear)
{
    private delegate T? Rule<T>(string text, out string? error);

    /// <summary>The column that is to be read last: country and outlet tell what its numbers mean.</summary>
    public const string Phone = "phone";

    /// <summary>Those of 3-api: everything but lists, consents and custom fields, in the order of the file.</summary>
    public static IReadOnlyList<ContactColumn> All { get; } =
    [
        Ruled("external_id", ValueRules.ExternalId, (draft, value) => draft.ExternalId = value),
        Plain("first_name", (draft, value) => draft.FirstName = value),
        Plain("last_name", (draft, value) => draft.LastName = value),
        new(Phone, Phone, SetPhone, draft => draft.Phone = new(null)),
        Ruled("email", ValueRules.Email, (draft, value) => draft.Email = value),
        Ruled("gender", Gender, (draft, value) => draft.Gender = value),
        new("birthday", "birthday", SetBirthday, draft => draft.Birthday = new(null)),
        Ruled("timezone", ValueRules.Zone, (draft, value) => draft.TimeZone = value),
        Plain("city", (draft, value) => draft.City = value),
        Ruled("country", ValueRules.Country, (draft, value) => draft.Country = value),
        Ruled("region", ValueRules.Region, (draft, value) => draft.Region = value),
        Degrees("lat", 90, (draft, value) => draft.Lat = value),
        Degrees("lon", 180, (draft, value) => draft.Lon = value),
        Ruled("language", ValueRules.Language, (draft, value) => draft.Language = value),
        Plain("outlet", (draft, value) => draft.Outlet = value),
    ];

    public static FrozenDictionary<string, ContactColumn> ByName { get; } = All.ToFrozenDictionary(column => column.Name, StringComparer.Ordinal);

    public static FrozenDictionary<string, ContactColumn> ByJsonName { get; } = All.ToFrozenDictionary(column => column.JsonName, StringComparer.Ordinal);

    private static ContactColumn Plain(string name, Action<ContactDraft, Given<string>> set) => Ruled(name, PlainText, set);

    private static ContactColumn Ruled(string name, Rule<string> rule, Action<ContactDraft, Given<string>> set) => new(
        name,
        CamelCase(name),
        (draft, text, _) =>
        {
            var value = rule(text, out var error);
            if (error is null)
                set(draft, new(value is { Length: 0 } ? null : value));
            return error;
        },
        draft => set(draft, new(null)));

    private static ContactColumn Degrees(string name, double limit, Action<ContactDraft, Given<double?>> set) => new(
        name,
        name,
        (draft, text, _) =>
        {
            var value = ValueRules.Number(text, out var error);
            if (value is { } number)
                value = ValueRules.Degrees(number, limit, out error);
            if (error is null)
                set(draft, new(value));
            return error;
        },
        draft => set(draft, new(null)));

    private static string? SetPhone(ContactDraft draft, string text, ContactTerms terms)
    {
        var number = ValueRules.Phone(text, terms.CountryOf(draft), out var error);
        if (error is null)
            draft.Phone = new(number);
        return error;
    }

    private static string? SetBirthday(ContactDraft draft, string text, ContactTerms terms)
    {
        var day = ValueRules.Birthday(text, terms.Today, out var error);
        if (error is null)
            draft.Birthday = new(day);
        return error;
    }

    private static string? PlainText(string text, out string? error) => ValueRules.Text(text, ValueRules.LongestText, out error);

    private static string? Gender(string text, out string? error) =>
        ValueRules.Text(text, 40, out error) is { } value ? Folding.Fold(value) : null;

    internal static string CamelCase(string name)
    {
        var builder = new StringBuilder(name.Length);
        for (var index = 0; index < name.Length; index++)
            builder.Append(name[index] == '_' ? char.ToUpperInvariant(name[++index]) : name[index]);
        return builder.ToString();
    }
}
