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

    /// <summary>The field of the contact that tells; null for those of custom fields and consents.</summary>
    public ContactField? Of { get; private init; }

    /// <summary>Whole years on today's date in the workspace's zone.</summary>
    public static FilterField Age { get; } = new("age", FieldType.Number) { Of = ContactFields.Birthday };

    /// <summary>Whole days until the birthday is next kept, counted from today's date in the workspace's zone; 0 on the day.</summary>
    public static FilterField DaysToBirthday { get; } = new("days_to_birthday", FieldType.Number) { Of = ContactFields.Birthday };

    /// <summary>Every field that isn't custom, in the order that messages list them.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
    [
        .. ContactFields.All.Where(field => field.Type is not FieldType.Position).Select(field => new FilterField(NameOf(field), field.Type) { Of = field })
            .Concat([Age, DaysToBirthday, new("location", FieldType.Position) { Of = ContactFields.Lat }])
            .OrderBy(field => field.Name, StringComparer.Ordinal),
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
        yield return ContactField.CamelCase(field.Name);
        if (field.Type == FieldType.List)
            yield return field.Of!.Name;
    }

    /// <summary>One asks for a member of a list.</summary>
    private static string NameOf(ContactField field) => field.Type == FieldType.List ? field.Member! : field.Name;
}

public enum FieldKind
{
    Profile,
    Consent,
    Custom,
}
