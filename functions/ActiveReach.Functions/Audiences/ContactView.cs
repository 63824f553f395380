using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Functions.Http;
using ActiveReach.Outlets.Assignment;

namespace ActiveReach.Functions.Audiences;

/// <summary>A contact as the contract writes it: the columns of a file in camelCase.</summary>
public sealed record ContactView
{
    public required string Id { get; init; }

    public string? ExternalId { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    public string? Gender { get; init; }

    public DateOnly? Birthday { get; init; }

    public string? Timezone { get; init; }

    public string? City { get; init; }

    public string? Country { get; init; }

    public string? Region { get; init; }

    public double? Lat { get; init; }

    public double? Lon { get; init; }

    public string? Language { get; init; }

    /// <summary>Id of an outlet, or a text that names none yet.</summary>
    public string? Outlet { get; init; }

    /// <summary>What put the contact to the outlet: <c>explicit</c>, <c>last_order</c> or <c>nearest</c>; missing without one.</summary>
    public OutletSource? OutletBy { get; init; }

    public required IReadOnlyList<string> Subcommunities { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required IReadOnlyDictionary<string, object> Custom { get; init; }

    /// <summary>By channel.</summary>
    public required IReadOnlyDictionary<string, ConsentState> Consent { get; init; }

    /// <summary>Channels on which the address is on the suppression list, whatever the consent says.</summary>
    public required IReadOnlyList<Channel> Suppressed { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public static string Tag(Contact contact) => EntityTag.Of(contact.Version);

    public static ContactView Of(Contact contact) => new()
    {
        Id = contact.Id.ToString(),
        ExternalId = contact.ExternalId,
        FirstName = contact.FirstName,
        LastName = contact.LastName,
        Phone = contact.Phone,
        Email = contact.Email,
        Gender = contact.Gender,
        Birthday = contact.Birthday,
        Timezone = contact.TimeZone,
        City = contact.City,
        Country = contact.Country,
        Region = contact.Region,
        Lat = contact.Lat,
        Lon = contact.Lon,
        Language = contact.Language,
        Outlet = contact.Outlet,
        OutletBy = contact.OutletBy is OutletSource.None ? null : contact.OutletBy,
        Subcommunities = contact.Subcommunities,
        Tags = contact.Tags,
        Custom = contact.Custom,
        Consent = ChannelSet.All.ToDictionary(channel => channel.Name(), contact.ConsentOn, StringComparer.Ordinal),
        Suppressed = [.. contact.SuppressedChannels],
        CreatedAt = contact.CreatedAt,
        UpdatedAt = contact.UpdatedAt,
    };
}
