namespace ActiveReach.Delivery.Sending;

/// <summary>Times of the send path. The call time-out is system time, all others business time.</summary>
public sealed record DeliveryOptions
{
    /// <summary>When a call is given up and its outcome counts as unknown; shorter than the 30 s that a claim lasts. Default 20 s.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>When to try again after a limit or outage for which the provider names no time. Default 30 s.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest delay of a message; the queue allows 7 days.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromDays(6);
}
