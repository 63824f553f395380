using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Values;

namespace ActiveReach.Audiences.Contacts;

/// <summary>A person with everything that a workspace knows of them. Missing values are null, missing lists empty.</summary>
public sealed record Contact : Profile
{
    public ContactId Id { get; init; }

    /// <summary>Degrees; null together with <see cref="Lon"/>.</summary>
    public double? Lat { get => (double?)this[ContactFields.Lat]; init => Put(ContactFields.Lat, value); }

    public double? Lon { get => (double?)this[ContactFields.Lon]; init => Put(ContactFields.Lon, value); }

    /// <summary>How the contact came to <see cref="Outlet"/>.</summary>
    public OutletSource OutletBy { get; init; }

    /// <summary>The outlet that somebody named; null where the system found it by itself and will find it again.</summary>
    public string? NamedOutlet => OutletBy is OutletSource.Nearest or OutletSource.LastOrder ? null : Outlet;

    /// <summary>What somebody told of a field, for a file that can be imported again.</summary>
    public object? Told(ContactField field) => field == ContactFields.Outlet ? NamedOutlet : this[field];

    public IReadOnlyList<string> Subcommunities { get => ListOf(ContactFields.Subcommunities); init => Put(ContactFields.Subcommunities, value); }

    public IReadOnlyList<string> Tags { get => ListOf(ContactFields.Tags); init => Put(ContactFields.Tags, value); }

    /// <summary>Values of custom fields: string (text, and dates as <c>yyyy-MM-dd</c>), double, bool or a list of strings.</summary>
    public IReadOnlyDictionary<string, object> Custom { get; init; } = NoCustom;

    /// <summary>What this contact has said; <see cref="ConsentOn"/> is what holds.</summary>
    public PerChannel<ConsentState> Consents { get; init; } = NoConsents;

    /// <summary>What the contact has said about a topic; topics never spoken of are missing.</summary>
    public IReadOnlyDictionary<string, PerChannel<ConsentState>> Topics { get; init; } = NoTopics;

    /// <summary>Devices registered for push.</summary>
    public int Devices { get; init; }

    /// <summary>Where the address is on the suppression list; kept by the store.</summary>
    public ChannelSet SuppressedChannels { get; init; }

    /// <summary>Where the address said no through another contact; kept by the store.</summary>
    public ChannelSet RefusedChannels { get; init; }

    /// <summary>The same by topic; kept by the store.</summary>
    public IReadOnlyDictionary<string, ChannelSet> RefusedTopics { get; init; } = NoRefusedTopics;

    /// <summary>Where a request to stop waits for a person's decision; kept by the store.</summary>
    public ChannelSet HeldChannels { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Where the contact came from, e.g. <c>api</c> or <c>import imp_…</c>: the source of consents that never changed.</summary>
    public string Origin { get; init; } = "";

    /// <summary>Counts the changes: the ETag. 0 before the first write.</summary>
    public long Version { get; init; }

    public static PerChannel<ConsentState> NoConsents { get; } = new(_ => ConsentState.Unknown);

    public static IReadOnlyDictionary<string, PerChannel<ConsentState>> NoTopics { get; } = new Dictionary<string, PerChannel<ConsentState>>();

    public static IReadOnlyDictionary<string, ChannelSet> NoRefusedTopics { get; } = new Dictionary<string, ChannelSet>();

    /// <summary>What holds for the address: a no counts through whomever it came.</summary>
    public ConsentState ConsentOn(Channel channel) => IsRefusedOn(channel) ? ConsentState.OptedOut : Consents[channel];

    public bool IsRefusedOn(Channel channel) => RefusedChannels.Contains(channel);

    /// <summary>Null on channels that use no address of a contact.</summary>
    public string? AddressOn(Channel channel) => channel.AddressOf(Phone, Email);

    /// <summary>Empty where the contact has none.</summary>
    public IReadOnlyList<string> ListOf(ContactField list) => (IReadOnlyList<string>?)this[list] ?? [];

    private static readonly Dictionary<string, object> NoCustom = [];
}
