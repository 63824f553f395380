using ActiveReach.Outlets;
using ActiveReach.TimeZones;
using ActiveReach.Workspaces;
using NodaTime;

namespace ActiveReach.Audiences;

/// <summary>What told the zone of a contact, the strongest first.</summary>
public enum ZoneSource
{
    /// <summary>The profile names the zone.</summary>
    Profile,

    /// <summary>The area or the country of the phone number.</summary>
    Phone,

    /// <summary>The profile's country, which has only one zone.</summary>
    Country,

    Outlet,
    Workspace,
}

/// <summary>In which zone a contact lives: the profile's, else the phone's, else that of a country with only one, else the outlet's, else the
/// workspace's.</summary>
/// <param name="TimeZone">IANA id, always one that tzdb knows.</param>
public readonly record struct ContactZone(string TimeZone, ZoneSource Source)
{
    /// <param name="outlet">The contact's outlet; null when there is none.</param>
    public static ContactZone Of(Recipient contact, Outlet? outlet, Workspace workspace) =>
        Known(contact.TimeZone) is { } own ? new(own, ZoneSource.Profile)
        : PhoneRegion.Of(contact.Phone).TimeZone is { } area ? new(area, ZoneSource.Phone)
        : contact.Country is { } country && CountryZones.OnlyOf(country) is { } only ? new(only, ZoneSource.Country)
        : Known(outlet?.TimeZone) is { } near ? new(near, ZoneSource.Outlet)
        : new(Known(workspace.TimeZone) ?? "UTC", ZoneSource.Workspace);

    /// <summary>ISO 3166-1 alpha-2: the profile's country, else its region's, else the phone's; null when nothing tells.</summary>
    public static string? CountryOf(Recipient contact) => contact.Country ?? contact.Region?[..2] ?? PhoneRegion.Of(contact.Phone).Country;

    /// <summary>ISO 3166-2: the profile's region, else the phone's if it lies in the contact's country; null when nothing tells.</summary>
    public static string? RegionOf(Recipient contact)
    {
        if (contact.Region is { } region)
            return region;
        var phone = PhoneRegion.Of(contact.Phone);
        return contact.Country is null || contact.Country == phone.Country ? phone.Region : null;
    }

    private static string? Known(string? zone) => zone is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null ? zone : null;
}
