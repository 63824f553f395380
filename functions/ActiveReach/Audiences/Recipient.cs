using System.Collections.Immutable;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Values;

namespace ActiveReach.Audiences;

/// <summary>What planning and sending need to know of a contact, read at one moment.</summary>
public sealed record Recipient : Profile
{
    /// <summary>Those that are read of a recipient: all that a message may say.</summary>
    public static ImmutableArray<ContactField> Fields { get; } = [.. ContactFields.All.Where(field => field.Type is FieldType.Text or FieldType.Date)];

    public required ContactId Id { get; init; }

    /// <summary>What the outlet is called; null while <see cref="Outlet"/> names none.</summary>
    public string? OutletName { get; init; }

    /// <summary>The outlet that <see cref="Profile.Outlet"/> names; null while it names none.</summary>
    public Outlet? AtOutlet { get; init; }

    /// <summary>Custom fields as they are stored: text, number (double), bool or date text.</summary>
    public IReadOnlyDictionary<string, object?> Custom { get; init; } = EmptyCustom;

    /// <summary>What the event or the call said that the message is for; empty in campaigns of an audience.</summary>
    public IReadOnlyDictionary<string, object?> Event { get; init; } = EmptyCustom;

    /// <summary>What the contact has said.</summary>
    public required PerChannel<ConsentState> Consents { get; init; }

    /// <summary>As in <see cref="Contacts.Contact.Topics"/>.</summary>
    public IReadOnlyDictionary<string, PerChannel<ConsentState>> Topics { get; init; } = Contact.NoTopics;

    /// <summary>Whether a device is registered for push.</summary>
    public bool HasDevice { get; init; }

    /// <summary>Where the address is on the suppression list.</summary>
    public ChannelSet SuppressedChannels { get; init; }

    /// <summary>Where the address said no through another contact.</summary>
    public ChannelSet RefusedChannels { get; init; }

    /// <summary>The same by topic; topics that nobody with the address refused are missing.</summary>
    public IReadOnlyDictionary<string, ChannelSet> RefusedTopics { get; init; } = Contact.NoRefusedTopics;

    /// <summary>Where a request to stop waits for a person's decision.</summary>
    public ChannelSet HeldChannels { get; init; }

    private static readonly Dictionary<string, object?> EmptyCustom = [];

    /// <summary>Where messages go; null where there is no such place. For push and in-app that is the contact's own id: tokens of devices are personal, and
    /// everybody has an inbox, whenever they open the app.</summary>
    public string? AddressOn(Channel channel) => channel.Address() switch
    {
        ChannelAddress.Device => HasDevice ? Id.ToString() : null,
        ChannelAddress.App => Id.ToString(),
        _ => channel.AddressOf(Phone, Email),
    };

    /// <summary>What holds for the address: a no counts through whomever it came.</summary>
    public ConsentState ConsentOn(Channel channel) => IsRefusedOn(channel) ? ConsentState.OptedOut : Consents[channel];

    /// <summary>What the contact has said about the topic on the channel; unknown without a topic.</summary>
    public ConsentState ConsentOn(Channel channel, string? topic) =>
        topic is not null && Topics.TryGetValue(topic, out var consents) ? consents[channel] : ConsentState.Unknown;

    public bool IsRefusedOn(Channel channel) => RefusedChannels.Contains(channel);

    public bool IsRefusedOn(Channel channel, string? topic) => topic is not null && RefusedTopics.GetValueOrDefault(topic).Contains(channel);

    public bool IsHeldOn(Channel channel) => HeldChannels.Contains(channel);

    public bool IsSuppressedOn(Channel channel) => SuppressedChannels.Contains(channel);
}
