using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Outlets.Assignment;

namespace ActiveReach.Audiences.Contacts;

/// <summary>A value that a caller gave, perhaps null to clear it, as opposed to one not mentioned.</summary>
public readonly record struct Given<T>
{
    public Given(T? value)
    {
        Value = value;
        IsGiven = true;
    }

    public T? Value { get; }

    public bool IsGiven { get; }

    public T? Or(T? existing) => IsGiven ? Value : existing;
}

/// <summary>What a caller or an import row says about a contact, validated; what it doesn't mention stays as it is.</summary>
public sealed class ContactDraft
{
    public Given<string> ExternalId { get; set; }

    public Given<string> FirstName { get; set; }

    public Given<string> LastName { get; set; }

    public Given<string> Phone { get; set; }

    public Given<string> Email { get; set; }

    public Given<string> Gender { get; set; }

    public Given<DateOnly?> Birthday { get; set; }

    public Given<string> TimeZone { get; set; }

    public Given<string> City { get; set; }

    public Given<string> Country { get; set; }

    public Given<string> Region { get; set; }

    public Given<double?> Lat { get; set; }

    public Given<double?> Lon { get; set; }

    public Given<string> Language { get; set; }

    public Given<string> Outlet { get; set; }

    public Given<IReadOnlyList<string>> Subcommunities { get; set; }

    public Given<IReadOnlyList<string>> Tags { get; set; }

    /// <summary>Given custom fields; null clears one. Null when none is given.</summary>
    public Dictionary<string, object?>? Custom { get; set; }

    /// <summary>Given consents; null when none is given.</summary>
    public Dictionary<Channel, ConsentState>? Consents { get; set; }

    /// <summary>Channels of which something was said that nobody understands: a yes doesn't stand there any more.</summary>
    public ChannelSet UnclearConsents { get; set; }

    /// <summary>Whether anything says who this is.</summary>
    public bool NamesSomebody => ExternalId.Value is not null || Phone.Value is not null || Email.Value is not null;

    /// <summary>The contact with this draft applied; consents are applied by the caller, who knows their source.</summary>
    public Contact ApplyTo(Contact contact) => contact with
    {
        ExternalId = ExternalId.Or(contact.ExternalId),
        FirstName = FirstName.Or(contact.FirstName),
        LastName = LastName.Or(contact.LastName),
        Phone = Phone.Or(contact.Phone),
        Email = Email.Or(contact.Email),
        Gender = Gender.Or(contact.Gender),
        Birthday = Birthday.Or(contact.Birthday),
        TimeZone = TimeZone.Or(contact.TimeZone),
        City = City.Or(contact.City),
        Country = Country.Or(contact.Country),
        Region = Region.Or(contact.Region),
        Lat = Lat.Or(contact.Lat),
        Lon = Lon.Or(contact.Lon),
        Language = Language.Or(contact.Language),
        Outlet = Outlet.Or(contact.Outlet),
        OutletBy = !Outlet.IsGiven ? contact.OutletBy : Outlet.Value is null ? OutletSource.None : OutletSource.Explicit,
        Subcommunities = Subcommunities.Or(contact.Subcommunities) ?? [],
        Tags = Tags.Or(contact.Tags) ?? [],
        Custom = MergeCustom(contact.Custom),
        Consents = MergeConsents(contact.Consents),
    };

    private IReadOnlyDictionary<string, object> MergeCustom(IReadOnlyDictionary<string, object> existing)
    {
        if (Custom is null)
            return existing;
        var merged = new Dictionary<string, object>(existing, StringComparer.Ordinal);
        foreach (var (name, value) in Custom)
        {
            if (value is null)
                merged.Remove(name);
            else
                merged[name] = value;
        }

        return merged;
    }

    private PerChannel<ConsentState> MergeConsents(PerChannel<ConsentState> existing)
    {
        var said = Consents is null ? existing : existing.With(Consents);
        return UnclearConsents.IsEmpty ? said
            : new(channel => UnclearConsents.Contains(channel) && said[channel] is ConsentState.OptedIn ? ConsentState.Unknown : said[channel]);
    }
}
