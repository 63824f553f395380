using System.Text.Json.Serialization;
using ActiveReach.Channels;
using ActiveReach.Ids;

namespace ActiveReach.Consent.Reviews;

/// <summary>A request to stop in a person's own words.</summary>
public sealed record ConsentReview
{
    /// <summary><c>rev_</c> and 20 characters, made from the reply and the contact.</summary>
    public required string Id { get; init; }

    /// <summary>Null where no contact had the address.</summary>
    public ContactId? Contact { get; init; }

    public required IReadOnlyList<Channel> Channels { get; init; }

    /// <summary>Id of the reply that asks.</summary>
    public required string Reply { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Null while it waits.</summary>
    public ReviewDecision? Decision { get; init; }

    public string? DecidedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public string? Comment { get; init; }
}

/// <summary>What a member makes of a request to stop.</summary>
public enum ReviewDecision
{
    [JsonStringEnumMemberName("opt_out")]
    OptOut = 1,

    [JsonStringEnumMemberName("keep")]
    Keep = 2,
}
