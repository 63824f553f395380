using ActiveReach.Settings;

namespace ActiveReach.Delivery.Sending;

/// <summary>How much is sent at once, and the times of the send path (settings <c>ActiveReach__Delivery__*</c>). The call time-out and the
/// lease are system time, all others business time.</summary>
public sealed record DeliveryOptions
{
    /// <summary>Most batches of a run and channel that are outstanding at once, its lanes while it is alone; 1 to 4,096. Default 8.</summary>
    public int Window { get; init; } = 8;

    /// <summary>Lanes that a run keeps at least, however many runs share the window; 1 to 4,096, at most the window. Default 2, or 1 of a window
    /// of one.</summary>
    public int LeastLanes { get; init; } = 2;

    /// <summary>Most calls to a provider in flight for one batch, 1 to 256; a provider that takes fewer gets fewer. What is committed as
    /// calling at once, and so may be in doubt after a crash, is this many calls. Default 16: few large windows cost fewer commits than many small ones.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>How long a worker holds a batch unless it renews, which it does before every window of calls; 5 s to 1 h, and 5 s longer
    /// than a call may take. Default 30 s.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>When a call is given up and its outcome counts as unknown; 1 s to 5 min. Default 20 s.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>When to try again after a limit or outage for which the provider names no time; 1 s to 1 h. Default 30 s.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest delay of a message, 1 min to 7 days, which is what the queue allows; a longer wait is put again. Default 6 days.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromDays(6);

    /// <summary>Longest wait before a provider that stays silent is tried again, 1 s to 1 h: the first wait is a second, and each is twice
    /// the one before. Default 2 min.</summary>
    public TimeSpan LongestSilence { get; init; } = TimeSpan.FromMinutes(2);

    public static DeliveryOptions Read(SettingReader settings)
    {
        var section = settings.Section("ActiveReach").Section("Delivery");
        var missing = new DeliveryOptions();
        var (second, hour) = (TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        var window = section.Whole(nameof(Window), missing.Window, 1, 4096, "batches");
        var options = new DeliveryOptions
        {
            Window = window,
            LeastLanes = section.Whole(nameof(LeastLanes), Math.Min(missing.LeastLanes, window), 1, 4096),
            Concurrency = section.Whole(nameof(Concurrency), missing.Concurrency, 1, 256, "calls"),
            Lease = section.Span(nameof(Lease), missing.Lease, 5 * second, hour),
            CallTimeout = section.Span(nameof(CallTimeout), missing.CallTimeout, second, 300 * second),
            RetryAfter = section.Span(nameof(RetryAfter), missing.RetryAfter, second, hour),
            LongestDelay = section.Span(nameof(LongestDelay), missing.LongestDelay, 60 * second, TimeSpan.FromDays(7)),
            LongestSilence = section.Span(nameof(LongestSilence), missing.LongestSilence, second, hour),
        };
        section.Require(
            options.LeastLanes <= options.Window,
            $"{section.NameOf(nameof(LeastLanes))} is {options.LeastLanes}, more than {section.NameOf(nameof(Window))} ({options.Window}); write at most the window.");
        section.Require(
            options.Lease >= options.CallTimeout + (5 * second),
            $"{section.NameOf(nameof(Lease))} is {options.Lease}, and {section.NameOf(nameof(CallTimeout))} is {options.CallTimeout}; write a lease that is at least 00:00:05 longer, or a batch is taken over while its calls are under way.");
        return options;
    }
}
