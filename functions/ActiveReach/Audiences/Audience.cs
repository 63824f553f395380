using System.Text.Json;
using System.Text.Json.Serialization;
using ActiveReach.Channels;
using ActiveReach.Consent;

namespace ActiveReach.Audiences;

/// <summary>Whom a campaign is for: all contacts of the included segments (or everyone), less the excluded ones, that fit
/// <see cref="Where"/>.</summary>
public sealed record Audience
{
    public IReadOnlyList<string> Include { get; init; } = [];

    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>The expression as written (see the contract); null means everyone.</summary>
    public JsonElement? Where { get; init; }

    /// <summary>Only those of this outlet (id, external id or name); null for all. It is no part of what is written: a campaign says it of itself, a
    /// caller beside the audience.</summary>
    [JsonIgnore]
    public string? Outlet { get; init; }

    /// <summary>The people by name instead, for test campaigns and retargeting; null otherwise.</summary>
    public IReadOnlyList<string>? Contacts { get; init; }
}

/// <summary>The answer of <c>audience/preview</c>.</summary>
/// <param name="Excluded">By reason, of those that no channel of the request reaches.</param>
public sealed record AudiencePreview(
    long Total,
    IReadOnlyDictionary<Channel, long> Reachable,
    IReadOnlyDictionary<string, long> Excluded,
    IReadOnlyList<Recipient> Sample)
{
    /// <summary>Why nobody can be reached and what to do; null where somebody can.</summary>
    public NobodyReached? Nobody => Reachable.Values.Any(count => count > 0) ? null : NobodyReached.Of(Total, Excluded, [.. Reachable.Keys]);

    /// <summary>Sums up people who were counted by all that decides whether they may be reached.</summary>
    /// <param name="counts">One of each kind, and how many there are.</param>
    /// <param name="channels">In order of priority: of whom none reaches, the first tells why.</param>
    /// <param name="topic">What the message would be about; null: nothing in particular.</param>
    public static AudiencePreview Of(IEnumerable<(Recipient Anybody, long Count)> counts, IReadOnlyList<Channel> channels, string? topic, IReadOnlyList<Recipient> sample)
    {
        var total = 0L;
        var reachable = channels.Distinct().ToDictionary(channel => channel, _ => 0L);
        var excluded = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (anybody, count) in counts)
        {
            total += count;
            var refusals = reachable.Keys.Select(channel => (Channel: channel, Reason: MayReach.Refusal(anybody, channel, topic))).ToList();
            foreach (var (channel, _) in refusals.Where(each => each.Reason is null))
                reachable[channel] += count;
            if (refusals is [(_, { } reason), ..] && refusals.TrueForAll(each => each.Reason is not null))
                excluded[reason] = excluded.GetValueOrDefault(reason) + count;
        }

        return new AudiencePreview(total, reachable, excluded, sample);
    }
}
