using System.Text.Json.Serialization;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.Workspaces;

namespace ActiveReach.TestSends;

/// <summary>A message of a campaign that was sent to a member to look at. It is no row of the ledger and counts in no figure.</summary>
public sealed record TestMessage
{
    private const string Prefix = "tst_";

    /// <summary><c>tst_</c> and random characters; also the start of its idempotency key.</summary>
    public required string Id { get; init; }

    public required WorkspaceId Workspace { get; init; }

    public required CampaignId Campaign { get; init; }

    /// <summary>Who sent it, as in <see cref="Caller.Member"/>.</summary>
    public required string SentBy { get; init; }

    /// <summary>Id of the member who gets it.</summary>
    public required string Member { get; init; }

    public required Channel Channel { get; init; }

    public required string Variant { get; init; }

    /// <summary>The contact as whom it is rendered.</summary>
    public required ContactId Contact { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Null while the provider has not answered.</summary>
    public TestOutcome? Outcome { get; init; }

    /// <summary>Machine-readable, where it was not accepted.</summary>
    public string? Reason { get; init; }

    /// <summary>Stands where a message of a run has its place in the ledger: in its key, its tag and its links.</summary>
    [JsonIgnore]
    public LedgerAddress Address => new(new RunId(Id), 0, 0, 0);

    public static string NewId() => Access.Secret.NewId(Prefix);

    /// <summary>Whether what comes back belongs to a test message.</summary>
    public static bool IsAt(LedgerAddress address) => address.Run.Value.StartsWith(Prefix, StringComparison.Ordinal);
}

public enum TestOutcome
{
    /// <summary>The provider has taken it.</summary>
    Accepted,

    /// <summary>It was not handed over; the reason tells why.</summary>
    Skipped,

    /// <summary>The provider refused it for good.</summary>
    Rejected,

    /// <summary>The provider is at its limit: send it again later.</summary>
    Deferred,

    /// <summary>The provider did not answer: it may have been sent.</summary>
    Unknown,
}
