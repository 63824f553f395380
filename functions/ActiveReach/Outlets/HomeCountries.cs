using ActiveReach.TimeZones;
using ActiveReach.Workspaces;

namespace ActiveReach.Outlets;

/// <summary>Where a phone number without a country code is from: the contact's country, else the outlet's, else the workspace's.</summary>
public sealed class HomeCountries
{
    private readonly string? ofWorkspace;
    private readonly OutletDirectory outlets;

    public HomeCountries(Workspace workspace, OutletDirectory outlets)
        : this(workspace.HomeCountry, outlets)
    {
    }

    private HomeCountries(string? ofWorkspace, OutletDirectory outlets) => (this.ofWorkspace, this.outlets) = (ofWorkspace, outlets);

    /// <summary>Nothing tells but the contact's own country.</summary>
    public static HomeCountries None { get; } = new((string?)null, OutletDirectory.Empty);

    /// <param name="country">ISO 3166-1 alpha-2 of the person.</param>
    /// <param name="outlet">What names the outlet.</param>
    public string? Of(string? country, string? outlet) => country ?? (outlets.Find(outlet) is { } near ? near.Country ?? CountryZones.CountryOf(near.TimeZone) : null) ?? ofWorkspace;
}
