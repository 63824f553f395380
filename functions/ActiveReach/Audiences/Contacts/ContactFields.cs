using System.Collections.Frozen;
using System.Collections.Immutable;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Contacts;

/// <summary>
/// The built-in fields of a contact, a line each, in the order of files and answers. What imports, JSON, filters, templates, exports, merges
/// and stores know of a field follows from its line: another field is another line. One that rules ask for by name gets a property of
/// <see cref="Profile"/> or <see cref="Contact"/> as well.
/// </summary>
public static class ContactFields
{
    private static readonly List<ContactField> Table = [];

    private delegate string? TextRule(string text, out string? error);

    private delegate DateOnly? DayRule(string text, DateOnly today, out string? error);

    public static ContactField ExternalId { get; } = Add(Text("external_id", ValueRules.ExternalId) with { TellsWho = true, IsOftenDigits = true });
    public static ContactField FirstName { get; } = Add(Text("first_name") with { TellsWho = true });
    public static ContactField LastName { get; } = Add(Text("last_name") with { TellsWho = true });
    public static ContactField Phone { get; } = Add(Number("phone") with { Form = TextForm.Folded, TellsWho = true, IsOftenDigits = true });
    public static ContactField Email { get; } = Add(Text("email", ValueRules.Email) with { Form = TextForm.Folded, TellsWho = true });
    public static ContactField Gender { get; } = Add(Text("gender", ValueRules.Gender) with { Form = TextForm.Folded });
    public static ContactField Birthday { get; } = Add(Day("birthday", ValueRules.Birthday));
    public static ContactField TimeZone { get; } = Add(Text("timezone", ValueRules.Zone));
    public static ContactField City { get; } = Add(Text("city") with { IsSought = true });
    public static ContactField Country { get; } = Add(Text("country", ValueRules.Country) with { Form = TextForm.Capitals, IsSought = true });
    public static ContactField Region { get; } = Add(Text("region", ValueRules.Region) with { Form = TextForm.Capitals });
    public static ContactField Lat { get; } = Add(Degrees("lat", 90));
    public static ContactField Lon { get; } = Add(Degrees("lon", 180));
    public static ContactField Language { get; } = Add(Text("language", ValueRules.Language));
    public static ContactField Outlet { get; } = Add(Text("outlet") with { IsSought = true });
    public static ContactField Subcommunities { get; } = Add(List("subcommunities", "subcommunity"));
    public static ContactField Tags { get; } = Add(List("tags", "tag"));

    public static ImmutableArray<ContactField> All { get; } = [.. Table];

    public static FrozenDictionary<string, ContactField> ByName { get; } = All.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);

    public static FrozenDictionary<string, ContactField> ByJsonName { get; } = All.ToFrozenDictionary(field => field.JsonName, StringComparer.Ordinal);

    private static ContactField Add(ContactField field)
    {
        var numbered = field with { Place = Table.Count };
        Table.Add(numbered);
        return numbered;
    }

    private static ContactField Text(string name, TextRule? rule = null)
    {
        rule ??= ValueRules.Text;
        return new(name, FieldType.Text, (text, _, _, out error) => rule(text, out error));
    }

    private static ContactField Number(string name) => new(name, FieldType.Text, (text, draft, terms, out error) => ValueRules.Phone(text, terms.CountryOf(draft), out error));

    private static ContactField Degrees(string name, double limit) => new(name, FieldType.Position, (text, _, _, out error) => ValueRules.Degrees(text, limit, out error));

    private static ContactField List(string name, string member) => new(name, FieldType.List, (text, _, _, out error) => ValueRules.List(text, out error)) { Member = member };

    private static ContactField Day(string name, DayRule rule) => new(name, FieldType.Date, (text, _, terms, out error) => rule(text, terms.Today, out error));
}
