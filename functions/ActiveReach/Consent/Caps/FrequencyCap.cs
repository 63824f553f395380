using ActiveReach.Channels;

namespace ActiveReach.Consent.Caps;

/// <summary>At most so many messages to one contact within any stretch of time. Empty lists mean all.</summary>
public sealed record FrequencyCap
{
    /// <summary>Longest time that a cap may look back.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <summary>Recorded with every message that the cap refuses; unique in the workspace.</summary>
    public required string Name { get; init; }

    /// <summary>Channels whose messages count.</summary>
    public IReadOnlyList<Channel> Channels { get; init; } = [];

    /// <summary>Tags of campaigns whose messages count; one of them is enough.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public required int Most { get; init; }

    /// <summary>Rolling, ending now.</summary>
    public required TimeSpan Within { get; init; }

    public bool Counts(Channel channel, IReadOnlyCollection<string> tags) =>
        (Channels.Count == 0 || Channels.Contains(channel)) && (Tags.Count == 0 || Tags.Any(tag => tags.Contains(tag, StringComparer.OrdinalIgnoreCase)));
}
