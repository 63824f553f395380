using ActiveReach.Channels;
using ActiveReach.Consent.Hours;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace ActiveReach.Tests.Consent;

/// <summary>Held to a rule book that is written out again in the plainest way, minute by minute.</summary>
public sealed class QuietHoursProperties
{
    private static readonly Instant From = Instant.FromUtc(2026, 11, 1, 0, 0);
    private static readonly Instant To = Instant.FromUtc(2031, 1, 1, 0, 0);

    private static readonly DateTimeZone[] Zones = [.. DateTimeZoneProviders.Tzdb.Ids.Select(id => DateTimeZoneProviders.Tzdb[id])];

    private static readonly QuietHours Hours = QuietHours.Of(new QuietHoursSettings
    {
        Rules =
        [
            new QuietRule { Name = "nights", Countries = ["AA"], Open = "00:15", Close = "02:45" },
            new QuietRule { Name = "late", Countries = ["BB"], Open = "23:30", Close = "24:00", ClosedDays = [Weekday.Wed] },
            new QuietRule { Name = "weekdays", Countries = ["BB"], Days = [Weekday.Sun, Weekday.Mon], Open = "01:00", Close = "03:10", Holidays = ["12-25", "2027-03-28"] },
        ],
    });

    [Fact]
    public void Around_every_change_of_the_clocks_of_every_zone_no_forbidden_minute_is_allowed_and_the_next_allowed_one_is_named()
    {
        var random = new System.Random(20261124);
        foreach (var zone in Zones)
        {
            foreach (var change in zone.GetZoneIntervals(From, To).Where(period => period.HasStart && period.Start > From).Select(period => period.Start))
            {
                foreach (var country in new[] { "AA", "BB", "FR", "US" })
                    Hold(zone, change + NodaTime.Duration.FromSeconds(random.Next(-86_400, 86_400)), country);
            }
        }
    }

    [Fact]
    public void At_any_moment_no_forbidden_minute_is_allowed_and_the_next_allowed_one_is_named() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000),
        Prop.ForAll(
            (from zone in Gen.Elements(Zones)
             from second in Gen.Choose(0, (int)(To - From).TotalSeconds)
             from country in Gen.Elements("AA", "BB", "FR", "US")
             select (zone, second, country)).ToArbitrary(),
            one => Hold(one.zone, From + NodaTime.Duration.FromSeconds(one.second), one.country)));

    private static void Hold(DateTimeZone zone, Instant at, string country)
    {
        var decision = Hours.Decide(at.ToDateTimeOffset(), new Whereabouts(country, null, zone.Id), Channel.Sms);
        var told = $"{zone.Id} {at} {country}: {decision}";
        Assert.True(decision.IsAllowed == IsAllowed(zone, at, country), told);
        if (decision.Earliest is not { } earliest)
            return;
        var proposed = Instant.FromDateTimeOffset(earliest);
        Assert.True(proposed > at && IsAllowed(zone, proposed, country), told);
        Assert.True(Hours.Decide(earliest, new Whereabouts(country, null, zone.Id), Channel.Sms).IsAllowed, told);

        // Whole minutes in between, and the last second before: none is allowed.
        for (var minute = at; minute < proposed; minute += NodaTime.Duration.FromMinutes(5))
            Assert.False(IsAllowed(zone, minute, country), $"{told}, but {minute} is allowed");
        Assert.False(IsAllowed(zone, proposed - NodaTime.Duration.FromSeconds(1), country), told);
    }

    private static bool IsAllowed(DateTimeZone zone, Instant at, string country)
    {
        var local = at.InZone(zone).LocalDateTime;
        var minute = (local.Hour * 60) + local.Minute;
        return country switch
        {
            "AA" => minute is >= 15 and < 165,
            "BB" when local.DayOfWeek is IsoDayOfWeek.Sunday or IsoDayOfWeek.Monday =>
                minute is >= 60 and < 190 && local is not { Month: 12, Day: 25 } && local.Date != new LocalDate(2027, 3, 28),
            "BB" => minute >= 1410 && local.DayOfWeek != IsoDayOfWeek.Wednesday,
            "FR" => minute is >= 480 and < 1320 && local.DayOfWeek != IsoDayOfWeek.Sunday && !PublicHolidays.IsFrench(local.Date),
            _ => minute is >= 480 and < 1260,
        };
    }
}
