using ActiveReach.Channels;
using ActiveReach.Functions.Http;
using ActiveReach.Outlets;

namespace ActiveReach.Functions.Outlets;

/// <summary>An outlet as the contract writes it.</summary>
public sealed record OutletView
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? ExternalId { get; init; }

    public required string TimeZone { get; init; }

    public double? Lat { get; init; }

    public double? Lon { get; init; }

    public string? Country { get; init; }

    public string? Region { get; init; }

    public string? Address { get; init; }

    public string? Phone { get; init; }

    public required IReadOnlyDictionary<Channel, string> Senders { get; init; }

    public required IReadOnlyDictionary<string, string> Values { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public static string Tag(Outlet outlet) => EntityTag.Of(outlet.Version);

    public static OutletView Of(Outlet outlet) => new()
    {
        Id = outlet.Id.Value,
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
        CreatedAt = outlet.CreatedAt,
        UpdatedAt = outlet.UpdatedAt,
    };
}
