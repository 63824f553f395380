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
    /// <summary>Most messages in an hour that the provider takes; null where none is known.</summary>
    public int? PerHour { get; init; }

    /// <summary>The same in 24 hours.</summary>
    public int? PerDay { get; init; }

    /// <param name="waves">What goes out from which moment on, in order of time.</param>
    internal static ChannelForecast Of(Channel channel, IReadOnlyList<Wave> waves, int? segmentsEach, decimal? price, SendLimit? limit)
    {
        var messages = waves.Sum(wave => wave.Messages);
        var segments = segmentsEach * messages;
        return new ChannelForecast(channel, messages, segmentsEach, segments, price * (segments ?? messages), limit?.PerMinute, limit is { IsKnown: true } ? EndOf(waves, limit) : null)
        {
            PerHour = limit?.PerHour,
            PerDay = limit?.PerDay,
        };
    }

    /// <summary>Whoever's turn it is waits for those before.</summary>
    private static DateTimeOffset? EndOf(IReadOnlyList<Wave> waves, SendLimit limit)
    {
        DateTimeOffset? end = null;
        foreach (var wave in waves)
            end = (end > wave.At ? end.Value : wave.At) + PermitRow.TimeFor(wave.Messages, limit);
        return end;
    }
}
