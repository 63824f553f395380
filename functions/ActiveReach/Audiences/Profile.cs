using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Values;

namespace ActiveReach.Audiences;

/// <summary>The values of a contact's built-in fields. Those that rules ask for by name have a property.</summary>
public abstract record Profile
{
    private static readonly ImmutableArray<object?> Nothing = ImmutableCollectionsMarshal.AsImmutableArray(new object?[ContactFields.All.Length]);

    private ImmutableArray<object?> values = Nothing;

    /// <summary>In the order of <see cref="ContactFields"/>; null where there is none.</summary>
    public ImmutableArray<object?> Values { get => values; init => values = value; }

    /// <summary>Null where there is none.</summary>
    public object? this[ContactField field] => values[field.Place];

    /// <summary>The workspace's own id of the person, unique in it where given.</summary>
    public string? ExternalId { get => Text(ContactFields.ExternalId); init => Put(ContactFields.ExternalId, value); }

    public string? FirstName { get => Text(ContactFields.FirstName); init => Put(ContactFields.FirstName, value); }

    public string? LastName { get => Text(ContactFields.LastName); init => Put(ContactFields.LastName, value); }

    /// <summary>E.164, e.g. <c>+919812345678</c>.</summary>
    public string? Phone { get => Text(ContactFields.Phone); init => Put(ContactFields.Phone, value); }

    /// <summary>Folded; the domain in its ASCII form.</summary>
    public string? Email { get => Text(ContactFields.Email); init => Put(ContactFields.Email, value); }

    /// <summary>Folded; free text.</summary>
    public string? Gender { get => Text(ContactFields.Gender); init => Put(ContactFields.Gender, value); }

    public DateOnly? Birthday { get => (DateOnly?)this[ContactFields.Birthday]; init => Put(ContactFields.Birthday, value); }

    /// <summary>IANA id.</summary>
    public string? TimeZone { get => Text(ContactFields.TimeZone); init => Put(ContactFields.TimeZone, value); }

    public string? City { get => Text(ContactFields.City); init => Put(ContactFields.City, value); }

    /// <summary>ISO 3166-1 alpha-2, upper case.</summary>
    public string? Country { get => Text(ContactFields.Country); init => Put(ContactFields.Country, value); }

    /// <summary>ISO 3166-2, upper case, e.g. <c>US-CA</c>.</summary>
    public string? Region { get => Text(ContactFields.Region); init => Put(ContactFields.Region, value); }

    /// <summary>BCP 47 tag.</summary>
    public string? Language { get => Text(ContactFields.Language); init => Put(ContactFields.Language, value); }

    /// <summary>Id of an outlet, or a text that names none yet.</summary>
    public string? Outlet { get => Text(ContactFields.Outlet); init => Put(ContactFields.Outlet, value); }

    private protected void Put(ContactField field, object? value) => values = values.SetItem(field.Place, value);

    private string? Text(ContactField field) => (string?)values[field.Place];
}
