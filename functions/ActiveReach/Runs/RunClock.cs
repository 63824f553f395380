namespace ActiveReach.Runs;

/// <summary>Times of a run that are not part of its definition.</summary>
public static class RunClock
{
    /// <summary>How long a wait that has no time of its own sleeps before it looks again.</summary>
    public static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);

    /// <summary>The watchdog of a stage: a minute at first, then two. It is what makes up for a ring that was lost, so it never sleeps longer.</summary>
    public static TimeSpan Watchdog(int looks) => TimeSpan.FromMinutes(looks == 0 ? 1 : 2);

    /// <summary>How often delivery reports are looked for before falling back: each second for ten seconds, then more and more
    /// rarely, up to a minute.</summary>
    public static TimeSpan ReportPoll(int looks) => TimeSpan.FromSeconds(looks < 10 ? 1 : Math.Min(60, Math.Pow(2, Math.Min(looks - 9, 6))));
}
