using NodaTime;

namespace ActiveReach.Campaigns.Standing;

/// <summary>From when until when a standing campaign stands, in whole days of its workspace.</summary>
public static class StandingDays
{
    /// <summary>Whoever is due for longer than this when they are found, after a pause or because the system was down, is not sent to.</summary>
    public static readonly TimeSpan LateTolerance = TimeSpan.FromDays(1);

    /// <summary>The zone whose days end last.</summary>
    private const string LastClocks = "Etc/GMT+12";

    /// <summary>The first moment; null for at once.</summary>
    public static DateTimeOffset? Opens(Schedule? schedule, string zone) => schedule?.From is { } from ? StartOf(from, zone) : null;

    /// <summary>The moment at which it is over, by the zone of its birthdays where they name one, and everywhere in the world where people have clocks of their own; null for never.</summary>
    public static DateTimeOffset? Closes(Schedule? schedule, string zone) => schedule?.Until is { } until ? StartOf(until.AddDays(1), LocalTimes.LocalTime.ClockOf(schedule) is null ? schedule.Timezone ?? zone : LastClocks) : null;

    /// <summary>When a day of the workspace begins.</summary>
    public static DateTimeOffset StartOf(DateOnly day, string zone) =>
        (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc).AtStartOfDay(LocalDate.FromDateOnly(day)).ToInstant().ToDateTimeOffset();
}
