using ActiveReach.Channels;
using ActiveReach.Delivery.Permits;
using ActiveReach.Delivery.Planning;

namespace ActiveReach.Analytics.Preflight;

/// <summary>What goes out on a channel, as far as that can be told before.</summary>
/// <param name="Messages">First attempts; whom a fallback tries again comes on top.</param>
/// <param name="SegmentsEach">For texts: segments of the longest sample.</param>
/// <param name="Segments">For texts: what the carrier bills at most, as far as the samples tell.</param>
/// <param name="Cost">By the workspace's prices, in its currency; null where it names none.</param>
/// <param name="PerMinute">Most messages in a minute that the provider takes; null where none is known.</param>
/// <param name="EndsAt">When the last one may be handed over under that limit, if nothing else uses it; null where no limit is known.</param>
public sealed record ChannelForecast(Channel Channel, long Messages, int? SegmentsEach, long? Segments, decimal? Cost, int? PerMinute, DateTimeOffset? EndsAt)
{
    /// <summary>Most messages in a second that the provider takes; null where none is known.</summary>
    public int? PerSecond { get; init; }

    /// <summary>Most messages in an hour that the provider takes; null where none is known.</summary>
    public int? PerHour { get; init; }

    /// <summary>The same in 24 hours.</summary>
    public int? PerDay { get; init; }

    /// <summary>Whether that limit counts segments, and not messages.</summary>
    public bool LimitsSegments { get; init; }

    /// <summary>The sender that the limit by the second or the minute is about; null where all of the account share it.</summary>
    public string? LimitedSender { get; init; }

    /// <param name="waves">What goes out from which moment on, in order of time.</param>
    /// <param name="limits">Those under which it goes, together; none where nobody takes the channel.</param>
    internal static ChannelForecast Of(Channel channel, IReadOnlyList<Wave> waves, int? segmentsEach, decimal? price, IReadOnlyList<SendLimit> limits)
    {
        var messages = waves.Sum(wave => wave.Messages);
        var segments = segmentsEach * messages;
        var byMinute = limits.Where(limit => limit.PerMinute is not null).MinBy(limit => limit.PerMinute);
        var bySecond = limits.Where(limit => limit.PerSecond is not null).MinBy(limit => limit.PerSecond);
        return new ChannelForecast(channel, messages, segmentsEach, segments, price * (segments ?? messages), byMinute?.PerMinute, EndOf(waves, segmentsEach ?? 1, [.. limits.Where(limit => limit.IsKnown)]))
        {
            PerSecond = bySecond?.PerSecond,
            PerHour = limits.Min(limit => limit.PerHour),
            PerDay = limits.Min(limit => limit.PerDay),
            LimitsSegments = (bySecond ?? byMinute)?.InSegments ?? false,
            LimitedSender = (bySecond ?? byMinute)?.Sender,
        };
    }

    /// <summary>Whoever's turn it is waits for those before.</summary>
    private static DateTimeOffset? EndOf(IReadOnlyList<Wave> waves, int segmentsEach, IReadOnlyList<SendLimit> limits)
    {
        DateTimeOffset? end = null;
        foreach (var wave in limits.Count == 0 ? [] : waves)
            end = (end > wave.At ? end.Value : wave.At) + limits.Max(limit => PermitRow.TimeFor(wave.Messages * (limit.InSegments ? segmentsEach : 1), limit));
        return end;
    }
}
