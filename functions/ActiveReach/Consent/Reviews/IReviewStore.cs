using System.Text.Json.Serialization;
using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Workspaces;

namespace ActiveReach.Consent.Reviews;

/// <summary>Requests to stop that a person has to read: until one is decided, everybody with the address that it came from, now or later,
/// is held back on its channels.</summary>
public interface IReviewStore
{
    /// <summary>Puts a request on the list and holds the contact back on the channels given and those they cover
    /// (<see cref="ConsentCoverage"/>). The same reply is put there once.</summary>
    Task HoldAsync(WorkspaceId workspace, ContactId contact, ChannelSet channels, string reply, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>The same for an address that no contact has yet.</summary>
    /// <param name="address">E.164 phone, folded e-mail.</param>
    Task HoldAsync(WorkspaceId workspace, string address, ChannelSet channels, string reply, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>By time of the request.</summary>
    /// <param name="open">Only those that wait for a decision, or only those that don't; null for all.</param>
    Task<Page<ConsentReview>> ListAsync(WorkspaceId workspace, bool? open, PageQuery query, CancellationToken cancellation = default);

    Task<ConsentReview?> FindAsync(WorkspaceId workspace, string id, CancellationToken cancellation = default);

    /// <summary>Decides in one transaction: to opt out withdraws consent and suppresses the address as the contact's own word would, to keep
    /// lets everything stand as it was; the hold ends when no other request holds.</summary>
    /// <param name="evidence">Recorded with an opt-out.</param>
    /// <param name="audit">Recorded with the decision.</param>
    /// <returns>False when it was decided before, or is not there.</returns>
    Task<bool> DecideAsync(WorkspaceId workspace, string id, ReviewDecision decision, string member, string? comment, ConsentEvidence evidence, AuditEntry? audit = null, CancellationToken cancellation = default);
}

/// <summary>Stored: never renumber.</summary>
public enum ReviewDecision
{
    [JsonStringEnumMemberName("opt_out")]
    OptOut = 1,

    [JsonStringEnumMemberName("keep")]
    Keep = 2,
}

/// <summary>A request to stop in a person's own words.</summary>
public sealed record ConsentReview
{
    /// <summary><c>rev_</c> and 20 characters, made from the reply and the contact.</summary>
    public required string Id { get; init; }

    /// <summary>Null where no contact had the address.</summary>
    public required ContactId? Contact { get; init; }

    public required ChannelSet Channels { get; init; }

    /// <summary>Id of the reply that asks.</summary>
    public required string Reply { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Null while it waits.</summary>
    public ReviewDecision? Decision { get; init; }

    public string? DecidedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public string? Comment { get; init; }
}
