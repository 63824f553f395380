using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Functions.Http;
using ActiveReach.Outlets.Assignment;

namespace ActiveReach.Functions.Audiences;

/// <summary>A contact as the contract writes it: the columns of a file in camelCase.</summary>
[ContactMembers]
public sealed record ContactView
{
    public required string Id { get; init; }

    internal Contact Contact { get; private init; } = new();

    /// <summary>What put the contact to the outlet: <c>explicit</c>, <c>last_order</c> or <c>nearest</c>; missing without one.</summary>
    public OutletSource? OutletBy { get; init; }

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
        Contact = contact,
        OutletBy = contact.OutletBy is OutletSource.None ? null : contact.OutletBy,
        Custom = contact.Custom,
        Consent = ChannelSet.All.ToDictionary(channel => channel.Name(), contact.ConsentOn, StringComparer.Ordinal),
        Suppressed = [.. contact.SuppressedChannels],
        CreatedAt = contact.CreatedAt,
        UpdatedAt = contact.UpdatedAt,
    };
}
