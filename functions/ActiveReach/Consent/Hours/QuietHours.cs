using ActiveReach.Channels;
using NodaTime;

namespace ActiveReach.Consent.Hours;

/// <summary>Where somebody is, as far as hours go.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Region">ISO 3166-2.</param>
/// <param name="Zone">IANA; an unknown one is read as UTC.</param>
public readonly record struct Whereabouts(string? Country, string? Region, string Zone);

/// <summary>What the rules say of a moment.</summary>
/// <param name="Rule">The rule that decided; null where none is about this channel and place.</param>
/// <param name="Earliest">The first moment that is allowed; null when this one is.</param>
public readonly record struct QuietDecision(string? Rule, DateTimeOffset? Earliest = null)
{
    public bool IsAllowed => Earliest is null;
}

/// <summary>The hours at which people may be sent marketing, by their own clocks. For each local day the most specific rule counts:
/// a region's before a country's before one for all; then the workspace's before a built-in one; then one that names the weekday;
/// then one that names the channel; then the first written.</summary>
public sealed class QuietHours
{
    /// <summary>How far ahead an opening is looked for. A rule with an open weekday and a hundred holidays opens within it.</summary>
    private const int FurthestDays = 1100;

    private readonly HoursOfRule[] rules;

    private QuietHours(IEnumerable<HoursOfRule> rules) => this.rules =
    [
        .. rules.OrderByDescending(rule => rule.About).ThenByDescending(rule => rule.IsOwn).ThenByDescending(rule => rule.NamesDays).ThenByDescending(rule => rule.NamesChannels),
    ];

    public static QuietHours Of(QuietHoursSettings settings) => new(settings.On
        ? settings.Rules.SelectMany(rule => HoursOfRule.Of(rule, isOwn: true)).Concat(BuiltInHours.Rules.SelectMany(rule => HoursOfRule.Of(rule, isOwn: false)))
        : []);

    public QuietDecision Decide(DateTimeOffset at, Whereabouts place, Channel channel)
    {
        HoursOfRule[] about = [.. rules.Where(rule => rule.IsAbout(place, channel))];
        if (about.Length == 0)
            return default;
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(place.Zone) ?? DateTimeZone.Utc;
        var now = Instant.FromDateTimeOffset(at);
        var local = now.InZone(zone).LocalDateTime;
        var rule = On(about, local.Date);
        if (rule is null || (rule.IsOpenOn(local.Date) && (local.Hour * 60) + local.Minute is var minute && minute >= rule.Open && minute < rule.Close))
            return new QuietDecision(rule?.Name);

        // Where clocks are put back over midnight, the day before comes again, and the next day may open before this one.
        for (var day = -1; day < FurthestDays; day++)
        {
            var (one, next) = (FirstOn(about, zone, local.Date.PlusDays(day), now), FirstOn(about, zone, local.Date.PlusDays(day + 1), now));
            if ((one < next ? one : next ?? one) is { } first)
                return new QuietDecision(rule.Name, first.ToDateTimeOffset());
        }

        return new QuietDecision(rule.Name, at.AddDays(FurthestDays));
    }

    private static HoursOfRule? On(HoursOfRule[] about, LocalDate date) => Array.Find(about, rule => rule.IsAbout(date));

    /// <summary>The first moment of the local day, not before <paramref name="now"/>, that its rule allows; null when there is none.</summary>
    private static Instant? FirstOn(HoursOfRule[] about, DateTimeZone zone, LocalDate date, Instant now)
    {
        var rule = On(about, date);
        if (rule is not null && !rule.IsOpenOn(date))
            return null;
        var midnight = date.AtMidnight();
        var (open, close) = (midnight.PlusMinutes(rule?.Open ?? 0), midnight.PlusMinutes(rule?.Close ?? HoursOfRule.MinutesADay));
        var around = new Interval(open.InUtc().ToInstant() - Duration.FromDays(1), close.InUtc().ToInstant() + Duration.FromDays(1));
        foreach (var period in zone.GetZoneIntervals(around))
        {
            // The same local time is another moment under each offset.
            var from = Instant.Max(now, open.WithOffset(period.WallOffset).ToInstant());
            var to = close.WithOffset(period.WallOffset).ToInstant();
            if (period.HasStart)
                from = Instant.Max(from, period.Start);
            if (period.HasEnd)
                to = Instant.Min(to, period.End);
            if (from < to)
                return from;
        }

        return null;
    }
}
