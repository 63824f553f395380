using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Azure.Audiences.Items;
using ActiveReach.Channels;
using ActiveReach.Consent.Addresses;
using ActiveReach.Ids;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Values;

namespace ActiveReach.Azure.Audiences.Contacts;

/// <summary>A contact; or what is left of one: whom it was merged into, or nothing, so that its id is never used again.</summary>
internal sealed record ContactItem : Item
{
    /// <summary>The contact's id; missing where there is no contact any more.</summary>
    public long? N { get; init; }

    /// <summary>Who took the contact over.</summary>
    public ContactId? Survivor { get; init; }

    /// <summary>Whom the contact has taken over.</summary>
    public IReadOnlyList<ContactId>? Merged { get; init; }

    /// <summary>Requests to stop that wait, of the contact's own.</summary>
    public IReadOnlyList<AddressHold>? Holds { get; init; }

    /// <summary>Built-in fields by name, as they were given; days as yyyy-MM-dd.</summary>
    public IReadOnlyDictionary<string, object>? Own { get; init; }

    public IReadOnlyDictionary<string, object>? Custom { get; init; }

    /// <summary>What filters compare: texts folded, days as yyyymmdd, consents as they hold. See <see cref="AskedOf"/>.</summary>
    public IReadOnlyDictionary<string, object>? Asked { get; init; }

    /// <summary>See <see cref="ContactStanding"/>.</summary>
    public string? Standing { get; init; }

    public string? Topics { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public long? Version { get; init; }

    public string? Origin { get; init; }

    public OutletSource? OutletBy { get; init; }

    public int? Devices { get; init; }

    /// <summary>The batch of an import that wrote the contact last.</summary>
    public ImportMark? Mark { get; init; }

    public static ContactItem Of(Contact contact) => new()
    {
        N = contact.Id.Value,
        Own = ContactFields.All.Where(field => contact[field] is not null).ToDictionary(field => field.Name, field => contact[field] is DateOnly day ? CustomValue.Written(day) : contact[field]!),
        Custom = contact.Custom,
        Asked = AskedOf.Contact(contact),
        Standing = ContactStanding.Write(contact),
        Topics = ContactStanding.WriteTopics(contact),
        CreatedAt = contact.CreatedAt,
        UpdatedAt = contact.UpdatedAt,
        Version = contact.Version,
        Origin = contact.Origin,
        OutletBy = contact.OutletBy,
        Devices = contact.Devices,
    };

    /// <summary>Null where there is no contact any more.</summary>
    public Contact? Read()
    {
        if (N is not { } number)
            return null;
        var values = new object?[ContactFields.All.Length];
        foreach (var field in ContactFields.All)
            values[field.Place] = Own!.TryGetValue(field.Name, out var value) ? field.Type is FieldType.Date ? Day(Value(value)) : Value(value) : null;
        return ContactStanding.Read(Standing!, Topics!, new Contact
        {
            Id = new ContactId(number),
            Values = ImmutableCollectionsMarshal.AsImmutableArray(values),
            Custom = Custom!.ToDictionary(field => field.Key, field => Value(field.Value), StringComparer.Ordinal),
            CreatedAt = CreatedAt!.Value,
            UpdatedAt = UpdatedAt!.Value,
            Version = Version!.Value,
            Origin = Origin!,
            OutletBy = OutletBy!.Value,
            Devices = Devices!.Value,
        });
    }

    private static DateOnly Day(object written) => DateOnly.ParseExact((string)written, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>As it was written: a text, double, flag or list of texts.</summary>
    private static object Value(object value) => value is not JsonElement json ? value : json.ValueKind switch
    {
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => json.EnumerateArray().Select(member => member.GetString()!).ToArray(),
        _ => json.GetString()!,
    };
}

/// <summary>Which rows of a batch of an import made a contact what it is, and what became of each: a batch that comes again after a crash doesn't make them again.</summary>
internal sealed record ImportMark(string Import, int Batch, IReadOnlyDictionary<int, ActiveReach.Audiences.Imports.RowResult> Rows);

/// <summary>An external id, and whose it is.</summary>
internal sealed record ExternalIdItem : Item
{
    public ContactId Contact { get; init; }
}
