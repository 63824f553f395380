namespace ActiveReach.Delivery.Sending;

/// <summary>Times of the send path. Lease and call time-out are system time, all others business time.</summary>
public sealed record DeliveryOptions
{
    /// <summary>How long a claim lasts unless it is renewed, which every window of calls does. Default 30 s.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>When a call is given up and its outcome counts as unknown; shorter than the lease. Default 20 s.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>When to try again after a limit or outage for which the provider names no time. Default 30 s.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest delay of a message; the queue allows 7 days.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromDays(6);
}
