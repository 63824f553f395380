using ActiveReach.Channels;

namespace ActiveReach.Delivery.Sending;

/// <summary>Notices that a provider has gone silent. While it doesn't answer, one message at a time probes it, at growing
/// intervals: so an outage of an hour leaves a handful of messages with an unknown outcome, not the whole audience.</summary>
public sealed class ProviderPulse(TimeProvider clock, DeliveryOptions? options = null)
{
    private readonly TimeSpan longestSilence = (options ?? new()).LongestSilence;
    private readonly Dictionary<(string Account, Channel Channel), Silence> silences = [];

    /// <summary>How many of the wanted messages may go as far as the provider's life is concerned.</summary>
    public Permit Limit(SendLimit limit, int wanted)
    {
        var way = (limit.Account, limit.Channel);
        lock (silences)
        {
            if (!silences.TryGetValue(way, out var silence))
                return new Permit(wanted, TimeSpan.Zero);
            var now = clock.GetUtcNow();
            if (now < silence.NextProbe)
                return new Permit(0, silence.NextProbe - now);

            // The next one may probe when this probe has had its time.
            silences[way] = silence with { NextProbe = now + silence.Interval };
            return new Permit(Math.Min(1, wanted), silence.Interval);
        }
    }

    /// <summary>Since when it has been silent; null while it answers.</summary>
    public DateTimeOffset? SilentSince(SendLimit limit)
    {
        lock (silences)
            return silences.TryGetValue((limit.Account, limit.Channel), out var silence) ? silence.Since : null;
    }

    public void Answered(SendLimit limit)
    {
        lock (silences)
            silences.Remove((limit.Account, limit.Channel));
    }

    public void StayedSilent(SendLimit limit)
    {
        var way = (limit.Account, limit.Channel);
        lock (silences)
        {
            var interval = silences.TryGetValue(way, out var silence)
                ? TimeSpan.FromTicks(Math.Min(longestSilence.Ticks, silence.Interval.Ticks * 2))
                : TimeSpan.FromSeconds(1);
            var now = clock.GetUtcNow();
            silences[way] = new Silence(now + interval, interval, silence.Interval == default ? now : silence.Since);
        }
    }

    private readonly record struct Silence(DateTimeOffset NextProbe, TimeSpan Interval, DateTimeOffset Since);
}
