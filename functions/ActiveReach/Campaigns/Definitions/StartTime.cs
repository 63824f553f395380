using System.Globalization;
using System.Text.RegularExpressions;
using ActiveReach.Campaigns.Standing;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>Turns the local intent of a schedule into an instant. A time that a change of the clocks skips moves forward; of a
/// time that comes twice the first counts.</summary>
public static partial class StartTime
{
    /// <summary>A start that lies further back than this is refused, and one found later (the system was down) is not sent; default of the contract.</summary>
    public static readonly TimeSpan LateTolerance = TimeSpan.FromHours(1);

    private static readonly LocalDateTimePattern[] Local =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss"),
    ];

    private static readonly ZoneLocalMappingResolver Resolver =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted);

    private static readonly string[] Instants = ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    /// <summary>True for a local date and time or an instant with offset or Z.</summary>
    public static bool IsWellFormed(string text) => TryParseInstant(text, out _) || ParseLocal(text) is not null;

    /// <summary>The start, or null for "at once" and for what has no single start.</summary>
    /// <param name="workspaceZone">Counts where the schedule names none.</param>
    public static DateTimeOffset? Resolve(Schedule? schedule, string workspaceZone)
    {
        if (schedule is { Kind: ScheduleKind.Standing })
            return StandingDays.Opens(schedule, workspaceZone);
        if (schedule is not { Kind: ScheduleKind.At, At: { } at })
            return null;
        if (TryParseInstant(at, out var instant))
            return instant.ToUniversalTime();
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(schedule.Timezone ?? workspaceZone);
        return zone is null || ParseLocal(at) is not { } local ? null : InstantOf(local, zone);
    }

    /// <summary>The zone that a schedule is read in, that of the first clocks of the world where people have one each; null where it names none that is one.</summary>
    public static DateTimeZone? ZoneOf(Schedule? schedule, string workspaceZone) =>
        schedule is not null && LocalTimes.LocalTime.ClockOf(schedule) is not null ? LocalTimes.LocalTime.FirstClocks : DateTimeZoneProviders.Tzdb.GetZoneOrNull(schedule?.Timezone ?? workspaceZone);

    /// <summary>When the clocks of the zone show it.</summary>
    internal static DateTimeOffset InstantOf(LocalDateTime local, DateTimeZone zone) => zone.ResolveLocal(local, Resolver).ToInstant().ToDateTimeOffset();

    /// <summary>When a local time of day comes on a day.</summary>
    public static DateTimeOffset Of(DateOnly day, TimeOnly time, DateTimeZone zone) => InstantOf(LocalDate.FromDateOnly(day) + LocalTime.FromTimeOnly(time), zone);

    /// <summary>What day it is there.</summary>
    public static DateOnly DayOf(DateTimeOffset instant, DateTimeZone zone) => Instant.FromDateTimeOffset(instant).InZone(zone).Date.ToDateOnly();

    public static bool TryParseInstant(string text, out DateTimeOffset instant)
    {
        instant = default;
        return WithOffset().IsMatch(text)
            && DateTimeOffset.TryParseExact(text.Replace("Z", "+00:00", StringComparison.Ordinal), Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out instant)
            && IsInReach(instant.Year);
    }

    internal static LocalDateTime? ParseLocal(string text)
    {
        foreach (var pattern in Local)
        {
            if (pattern.Parse(text) is { Success: true } parsed && IsInReach(parsed.Value.Year))
                return parsed.Value;
        }

        return null;
    }

    /// <summary>Years that every conversion between zones can carry.</summary>
    private static bool IsInReach(int year) => year is >= 1970 and < 9000;

    [GeneratedRegex(@"(Z|[+-]\d\d:\d\d)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WithOffset();
}
