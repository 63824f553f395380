using System.Collections.Frozen;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Expressions;

/// <summary>Something that a filter may ask of a contact.</summary>
/// <param name="Name">As expressions write it; a custom field's own name without <c>custom.</c>.</param>
public sealed record FilterField(string Name, FieldType Type, FieldKind Kind = FieldKind.Profile)
{
    /// <summary>Of consent fields: which channel.</summary>
    public Channel Channel { get; private init; }

    public string Path => Kind switch
    {
        FieldKind.Custom => $"custom.{Name}",
        _ => Name,
    };

    public static FilterField ExternalId { get; } = new("external_id", FieldType.Text);

    public static FilterField FirstName { get; } = new("first_name", FieldType.Text);

    public static FilterField LastName { get; } = new("last_name", FieldType.Text);

    public static FilterField Phone { get; } = new("phone", FieldType.Text);

    public static FilterField Email { get; } = new("email", FieldType.Text);

    public static FilterField Gender { get; } = new("gender", FieldType.Text);

    public static FilterField Birthday { get; } = new("birthday", FieldType.Date);

    /// <summary>Whole years on today's date in the workspace's zone.</summary>
    public static FilterField Age { get; } = new("age", FieldType.Number);

    /// <summary>Whole days until the birthday is next kept, counted from today's date in the workspace's zone; 0 on the day.</summary>
    public static FilterField DaysToBirthday { get; } = new("days_to_birthday", FieldType.Number);

    public static FilterField TimeZone { get; } = new("timezone", FieldType.Text);

    public static FilterField City { get; } = new("city", FieldType.Text);

    public static FilterField Country { get; } = new("country", FieldType.Text);

    public static FilterField Region { get; } = new("region", FieldType.Text);

    public static FilterField Location { get; } = new("location", FieldType.Position);

    public static FilterField Language { get; } = new("language", FieldType.Text);

    public static FilterField Outlet { get; } = new("outlet", FieldType.Text);

    public static FilterField Subcommunity { get; } = new("subcommunity", FieldType.List);

    public static FilterField Tag { get; } = new("tag", FieldType.List);

    /// <summary>Every field that isn't custom, in the order that messages list them.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
    [
        Age, Birthday, City, Country, DaysToBirthday, Email, ExternalId, FirstName, Gender, Language, LastName, Location, Outlet, Phone, Region, Subcommunity, Tag, TimeZone,
        .. ChannelSet.All.Select(channel => new FilterField($"consent.{channel.Name()}", FieldType.Text, FieldKind.Consent) { Channel = channel }),
    ];

    private static readonly FrozenDictionary<string, FilterField> ByName = All
        .SelectMany(field => Spellings(field).Distinct().Select(name => KeyValuePair.Create(name, field)))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The field of this name; lists also in the plural of files, names also in the camelCase of JSON.</summary>
    public static FilterField? Find(string name, IReadOnlyDictionary<string, FieldType> customFields)
    {
        if (!name.StartsWith("custom.", StringComparison.Ordinal))
            return ByName.GetValueOrDefault(name);
        var custom = name["custom.".Length..];
        return customFields.TryGetValue(custom, out var type) ? new FilterField(custom, type, FieldKind.Custom) : null;
    }

    private static IEnumerable<string> Spellings(FilterField field)
    {
        yield return field.Name;
        if (field.Kind == FieldKind.Consent)
            yield break;
        yield return ContactColumn.CamelCase(field.Name);
        if (field == Tag)
            yield return "tags";
        if (field == Subcommunity)
            yield return "subcommunities";
    }
}

public enum FieldKind
{
    Profile,
    Consent,
    Custom,
}
