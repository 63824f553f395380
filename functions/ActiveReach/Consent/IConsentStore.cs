using System.Text.Json.Serialization;
using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.Consent;

/// <summary>What contacts have said about channels, since when and by what proof. Every change is in force for the next read.</summary>
public interface IConsentStore
{
    /// <summary>One entry a channel, then one for each topic and channel that was spoken of; null when there is no such contact.</summary>
    Task<IReadOnlyList<ChannelConsent>?> FindAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation = default);

    /// <summary>All changes, newest first.</summary>
    Task<IReadOnlyList<ConsentChange>> ListChangesAsync(WorkspaceId workspace, ContactId contact, CancellationToken cancellation = default);

    /// <summary>Records what somebody says the contact has said. A no holds for everybody who has the address, now or later. A yes lifts what
    /// its weight allows (<see cref="ConsentWeight"/>); of the suppression list it lifts at most the person's own word.</summary>
    /// <param name="topics">The same by topic; null for nothing.</param>
    /// <param name="weight">What stands behind a yes.</param>
    /// <returns>False when there is no such contact.</returns>
    Task<bool> SetAsync(
        WorkspaceId workspace,
        ContactId contact,
        IReadOnlyDictionary<Channel, ConsentState> consents,
        ConsentEvidence evidence,
        IReadOnlyDictionary<string, IReadOnlyDictionary<Channel, ConsentState>>? topics = null,
        ConsentWeight weight = ConsentWeight.Recorded,
        CancellationToken cancellation = default);

    /// <summary>The contact says stop: consent is withdrawn on these channels and those they cover (<see cref="ConsentCoverage"/>), and
    /// the address is suppressed there for everybody who has it. Doing it again changes nothing.</summary>
    Task OptOutAsync(WorkspaceId workspace, ContactId contact, ChannelSet channels, ConsentEvidence evidence, CancellationToken cancellation = default);

    /// <summary>The contact says start: consent is given and nothing stands against the address any more, on the same channels as an
    /// opt-out would cover.</summary>
    Task OptInAsync(WorkspaceId workspace, ContactId contact, ChannelSet channels, ConsentEvidence evidence, CancellationToken cancellation = default);

    /// <summary>Start was said from an address: nothing stands against it on the channels that an opt-out would cover, whoever has it.</summary>
    /// <param name="address">E.164 phone, folded e-mail.</param>
    Task LiftAsync(WorkspaceId workspace, ChannelSet channels, string address, CancellationToken cancellation = default);

    /// <summary>Holds back a contact, and everybody with the address that it has there, on the channels given and those they cover
    /// (<see cref="ConsentCoverage"/>), until the hold is released. Again changes nothing.</summary>
    /// <param name="hold">Names it.</param>
    /// <returns>Who is held: whoever has taken the contact over; null when there is nobody.</returns>
    Task<ContactId?> HoldAsync(WorkspaceId workspace, string hold, ContactId contact, ChannelSet channels, CancellationToken cancellation = default);

    /// <summary>The same for an address that no contact has yet.</summary>
    /// <param name="address">E.164 phone, folded e-mail.</param>
    Task HoldAsync(WorkspaceId workspace, string hold, string address, ChannelSet channels, CancellationToken cancellation = default);

    /// <summary>Ends a hold. With <paramref name="optOut"/>, consent is withdrawn and the address that was held suppressed in the same write, as by
    /// the contact's own word. One that has ended changes nothing.</summary>
    Task ReleaseAsync(WorkspaceId workspace, string hold, ConsentEvidence? optOut, CancellationToken cancellation = default);
}

/// <param name="Source">Who says so: <c>keyword</c>, <c>link</c>, <c>api</c>, <c>import</c> …</param>
/// <param name="Proof">What backs it: the id of the reply, of the import, a form's URL. No personal text.</param>
public sealed record ConsentEvidence(string Source, DateTimeOffset At, string? Proof = null);

/// <summary>How one channel stands.</summary>
/// <param name="State">What holds for the address: a no counts through whichever contact it came.</param>
/// <param name="Topic">Where it is about one topic only.</param>
/// <param name="ByAddress">Whether the no came through another contact with the address, or one that had it.</param>
/// <param name="SuppressedFor">The reason on the suppression list; null when it is not there.</param>
/// <param name="Held">Whether a request to stop from the address waits for a decision.</param>
public sealed record ChannelConsent(
    Channel Channel, ConsentState State, string Source, DateTimeOffset At, string? Proof, bool Suppressed, string? Topic = null, bool ByAddress = false, string? SuppressedFor = null, bool Held = false)
{
    /// <summary>Of a no: when it was last said again, by whoever has the address. What was said before that is outdated, however late it comes.</summary>
    [JsonIgnore]
    public DateTimeOffset? LastRefusedAt { get; init; }

    /// <summary>The latest word.</summary>
    [JsonIgnore]
    public DateTimeOffset LastAt => LastRefusedAt > At ? LastRefusedAt.Value : At;
}

/// <summary>One change, of one or more channels at once.</summary>
/// <param name="Topic">Where it is about one topic only.</param>
public sealed record ConsentChange(IReadOnlyList<Channel> Channels, ConsentState State, string Source, DateTimeOffset At, string? Proof, string? Topic = null);
