using System.Globalization;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Campaigns.LocalTimes;
using ActiveReach.Outlets;
using ActiveReach.Workspaces;
using NodaTime;
using NodaTime.TimeZones;

namespace ActiveReach.Campaigns.Standing;

/// <summary>When a birthday campaign reaches whom: at a local time of day, on the day that is so many days from the one on which the birthday is kept.</summary>
/// <param name="At">What the clock shows.</param>
/// <param name="OffsetDays">Days from the birthday to the message.</param>
/// <param name="Clock">Whose clock; null for that of the one zone.</param>
/// <param name="Last">The last day on which anybody is sent to; null for ever.</param>
public sealed record BirthdayHours(TimeOnly At, int OffsetDays, LocalClock? Clock, DateOnly? Last)
{
    private static readonly TimeOnly Missing = new(10, 0);

    private static readonly Lazy<IReadOnlyList<DateTimeZone>> Everywhere = new(() => [.. TzdbDateTimeZoneSource.Default.CanonicalIdMap.Values.Distinct(StringComparer.Ordinal).Select(id => DateTimeZoneProviders.Tzdb[id])]);

    /// <summary>Whose clocks may tell somebody's hour.</summary>
    public required IReadOnlyList<DateTimeZone> Zones { get; init; }

    public static BirthdayHours Of(CampaignDefinition definition, Workspace workspace, OutletDirectory outlets)
    {
        var schedule = definition.Schedule ?? new Schedule();
        var clock = LocalTimes.LocalTime.ClockOf(schedule);
        return new BirthdayHours(TimeOf(schedule), schedule.OffsetDays ?? 0, clock, schedule.Until)
        {
            Zones = clock switch
            {
                LocalClock.Recipient => Everywhere.Value,
                LocalClock.Outlet => [.. outlets.All.Select(outlet => outlet.TimeZone ?? workspace.TimeZone).Append(workspace.TimeZone).Distinct(StringComparer.Ordinal).Select(Zone)],
                _ => [Zone(schedule.Timezone ?? workspace.TimeZone)],
            },
        };
    }

    /// <summary>The local time of day that a schedule says.</summary>
    public static TimeOnly TimeOf(Schedule? schedule) => schedule?.At is { } at && TimeOnly.TryParse(at, CultureInfo.InvariantCulture, out var time) ? time : Missing;

    /// <summary>The next moment at which the hour comes anywhere.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset moment) => Zones.Min(zone => NextAfter(moment, zone).At);

    /// <summary>The days whose hour comes, somewhere, after a moment and by another.</summary>
    public IReadOnlyList<DateOnly> DaysBetween(DateTimeOffset after, DateTimeOffset until) =>
        [.. Zones.SelectMany(zone => DaysBetween(after, until, zone)).Where(day => !(day > Last)).Distinct().Order()];

    /// <summary>When somebody of a zone gets it, and for the birthday of which year; null where none of the days is theirs.</summary>
    public (DateTimeOffset At, int Year)? DueOn(IReadOnlyList<DateOnly> days, DateOnly birthday, string? zone)
    {
        foreach (var day in days)
        {
            if (KeptBefore(day) is var kept && birthday.KeptIn(kept.Year) == kept)
                return (StartTime.Of(day, At, zone is null ? Zones[0] : Zone(zone)), kept.Year);
        }

        return null;
    }

    /// <summary>Those of an audience whose message is sent on one of the days.</summary>
    public ResolvedAudience Those(ResolvedAudience audience, IReadOnlyList<DateOnly> days)
    {
        var birthday = new BirthdayCondition(BirthdaysOf(days));
        return audience with { Who = audience.Who is { } who ? new AllOf([birthday, who]) : birthday };
    }

    /// <summary>The birthdays, by day of the year, whose message is sent on one of the days.</summary>
    public IReadOnlyList<int> BirthdaysOf(IReadOnlyList<DateOnly> days) => [.. days.SelectMany(day => Birthdays.KeptOn(KeptBefore(day))).Distinct()];

    private DateOnly KeptBefore(DateOnly day) => day.AddDays(-OffsetDays);

    private IEnumerable<DateOnly> DaysBetween(DateTimeOffset after, DateTimeOffset until, DateTimeZone zone)
    {
        for (var next = NextAfter(after, zone); next.At <= until; next = NextAfter(next.At, zone))
            yield return next.Day;
    }

    private (DateOnly Day, DateTimeOffset At) NextAfter(DateTimeOffset moment, DateTimeZone zone)
    {
        // An hour that the clocks skip at midnight comes on the next day.
        for (var day = StartTime.DayOf(moment, zone).AddDays(-1); ; day = day.AddDays(1))
        {
            if (StartTime.Of(day, At, zone) is var at && at > moment)
                return (day, at);
        }
    }

    private static DateTimeZone Zone(string id) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) ?? DateTimeZone.Utc;
}
