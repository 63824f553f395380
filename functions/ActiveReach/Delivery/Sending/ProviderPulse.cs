using ActiveReach.Channels;

namespace ActiveReach.Delivery.Sending;

/// <summary>Notices that a provider has gone silent. While it doesn't answer, one message at a time probes it, at growing
/// intervals: so an outage of an hour leaves a handful of messages with an unknown outcome, not the whole audience.</summary>
public sealed class ProviderPulse(TimeProvider clock, DeliveryOptions? options = null)
{
    private readonly TimeSpan longestSilence = (options ?? new()).LongestSilence;
    private readonly Dictionary<Channel, Silence> silences = [];

    /// <summary>How many of the wanted messages may go as far as the provider's life is concerned.</summary>
    public Permit Limit(Channel channel, int wanted)
    {
        lock (silences)
        {
            if (!silences.TryGetValue(channel, out var silence))
                return new Permit(wanted, TimeSpan.Zero);
            var now = clock.GetUtcNow();
            if (now < silence.NextProbe)
                return new Permit(0, silence.NextProbe - now);

            // The next one may probe when this probe has had its time.
            silences[channel] = silence with { NextProbe = now + silence.Interval };
            return new Permit(Math.Min(1, wanted), silence.Interval);
        }
    }

    /// <summary>Since when it has been silent; null while it answers.</summary>
    public DateTimeOffset? SilentSince(Channel channel)
    {
        lock (silences)
            return silences.TryGetValue(channel, out var silence) ? silence.Since : null;
    }

    public void Answered(Channel channel)
    {
        lock (silences)
            silences.Remove(channel);
    }

    public void StayedSilent(Channel channel)
    {
        lock (silences)
        {
            var interval = silences.TryGetValue(channel, out var silence)
                ? TimeSpan.FromTicks(Math.Min(longestSilence.Ticks, silence.Interval.Ticks * 2))
                : TimeSpan.FromSeconds(1);
            var now = clock.GetUtcNow();
            silences[channel] = new Silence(now + interval, interval, silence.Interval == default ? now : silence.Since);
        }
    }

    private readonly record struct Silence(DateTimeOffset NextProbe, TimeSpan Interval, DateTimeOffset Since);
}
