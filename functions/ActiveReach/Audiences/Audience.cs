using System.Text.Json;
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
}
