using System.Text.Json;
using ActiveReach.Channels;
using ActiveReach.Consent;

namespace ActiveReach.Functions.Audiences;

/// <summary>What a caller may say of a contact; at least one of externalId, phone and email says who it is.</summary>
/// <param name="Outlet">Id, externalId or name of an outlet.</param>
/// <param name="Custom">By name of the field.</param>
/// <param name="Consent">By channel: <c>opted_in</c>, <c>opted_out</c> or <c>unknown</c>.</param>
public sealed record ContactInput(
    string? ExternalId = null,
    string? FirstName = null,
    string? LastName = null,
    string? Phone = null,
    string? Email = null,
    string? Gender = null,
    DateOnly? Birthday = null,
    string? Timezone = null,
    string? City = null,
    string? Country = null,
    string? Region = null,
    double? Lat = null,
    double? Lon = null,
    string? Language = null,
    string? Outlet = null,
    IReadOnlyList<string>? Tags = null,
    IReadOnlyList<string>? Subcommunities = null,
    IReadOnlyDictionary<string, JsonElement>? Custom = null,
    IReadOnlyDictionary<Channel, ConsentState>? Consent = null);
