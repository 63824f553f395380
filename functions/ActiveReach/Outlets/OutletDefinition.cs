using ActiveReach.Channels;
using ActiveReach.Values;
using ActiveReach.Workspaces;

namespace ActiveReach.Outlets;

/// <summary>What callers say of an outlet, as the contract writes it; see <see cref="Outlet"/> for meanings.</summary>
public sealed record OutletDefinition
{
    public required string Name { get; init; }

    public string? ExternalId { get; init; }

    /// <summary>Missing: the workspace's zone of the moment.</summary>
    public string? TimeZone { get; init; }

    public double? Lat { get; init; }

    public double? Lon { get; init; }

    public string? Country { get; init; }

    public string? Region { get; init; }

    public string? Address { get; init; }

    public string? Phone { get; init; }

    public IReadOnlyDictionary<Channel, string> Senders { get; init; } = new Dictionary<Channel, string>();

    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Tags { get; init; } = [];

    public static OutletDefinition Of(Outlet outlet) => new()
    {
        Name = outlet.Name,
        ExternalId = outlet.ExternalId,
        TimeZone = outlet.TimeZone,
        Lat = outlet.Lat,
        Lon = outlet.Lon,
        Country = outlet.Country,
        Region = outlet.Region,
        Address = outlet.Address,
        Phone = outlet.Phone,
        Senders = outlet.Senders,
        Values = outlet.Values,
        Tags = outlet.Tags,
    };

    /// <summary>The outlet as this describes it, in normal form; only for definitions that <see cref="OutletRules"/> finds nothing wrong with.</summary>
    public Outlet ApplyTo(Outlet outlet, Workspace workspace) => outlet with
    {
        Name = ValueRules.Text(Name, OutletRules.LongestName, out _)!,
        ExternalId = ExternalId is null ? null : ValueRules.Text(ExternalId, OutletRules.LongestName, out _),
        TimeZone = TimeZone is null ? workspace.TimeZone : ValueRules.Zone(TimeZone, out _)!,
        Lat = Lat,
        Lon = Lon,
        Country = Country is null ? null : ValueRules.Country(Country, out _),
        Region = Region is null ? null : ValueRules.Region(Region, out _),
        Address = Address is null ? null : ValueRules.Text(Address, OutletRules.LongestAddress, out _),
        Phone = Phone is null ? null : ValueRules.Phone(Phone, OutletRules.HomeOf(this, workspace), out _),
        Senders = Senders,
        Values = Values,
        Tags = ValueRules.List(Tags, out _)!,
    };
}
