using ActiveReach.Audiences;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Campaigns.Standing;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Workspaces;
using NodaTime;
using NodaTime.TimeZones;

namespace ActiveReach.Tests.LocalTimes;

public sealed class BirthdayHoursTests
{
    private static readonly Workspace Shop = new Workspace { Id = new WorkspaceId("shop"), Name = "Shop" }.With(new GeneralSettings { TimeZone = "Asia/Kolkata" });

    /// <summary>In every zone to 2031, however the campaign is looked at.</summary>
    [Theory]
    [InlineData("00:00", 0)]
    [InlineData("02:30", 0)]
    [InlineData("10:00", -30)]
    [InlineData("23:45", 30)]
    public void Each_day_of_each_zone_comes_once_at_its_hour(string at, int offset)
    {
        var random = new Random(20261129);
        foreach (var zone in TzdbDateTimeZoneSource.Default.CanonicalIdMap.Values.Distinct())
        {
            var hours = Hours(new Schedule { At = at, Timezone = zone, OffsetDays = offset });
            var (moment, last, days) = (Start(2026), Start(2032), new List<DateOnly>());
            while (moment < last)
            {
                var look = random.Next(3) == 0 ? hours.NextAfter(moment) : moment.AddMinutes(random.Next(1, 400 * 60));
                var next = look < last ? look : last;
                days.AddRange(hours.DaysBetween(moment, next));
                Assert.True(next > moment);
                moment = next;
            }

            Assert.Equal(Enumerable.Range(0, days.Count).Select(days[0].AddDays), days);
            Assert.InRange(days.Count, (365 * 6) + 1, (365 * 6) + 8);
        }
    }

    [Fact]
    public void By_peoples_own_clocks_the_hour_comes_at_each_quarter_that_some_clock_of_the_world_shows_it()
    {
        var hours = Hours(new Schedule { Timezone = "recipient" });
        var (moment, moments) = (Start(2027), new List<DateTimeOffset>());
        while ((moment = hours.NextAfter(moment)) <= Start(2027).AddDays(1))
            moments.Add(moment);
        Assert.InRange(moments.Count, 24, 40);
        Assert.All(moments, each => Assert.True(each.Minute % 15 == 0 && each.Second == 0));
        Assert.Contains(Start(2027).AddHours(4.25), moments);
        Assert.Equal([new DateOnly(2027, 1, 1), new DateOnly(2027, 1, 2)], hours.DaysBetween(Start(2027).AddHours(20.5), Start(2027).AddHours(21)));
    }

    [Theory]
    [InlineData("2004-02-29", 2027, "2027-02-28", 0)]
    [InlineData("2004-02-29", 2028, "2028-02-29", 0)]
    [InlineData("2004-02-29", 2027, "2027-03-01", 1)]
    [InlineData("2004-02-29", 2028, "2028-03-01", 1)]
    [InlineData("2004-02-28", 2028, "2028-02-28", 0)]
    [InlineData("1990-01-05", 2027, "2026-12-26", -10)]
    [InlineData("1990-12-30", 2026, "2027-01-02", 3)]
    public void A_birthday_is_kept_once_a_year_and_its_message_counts_days_from_there(string birthday, int year, string sent, int offset)
    {
        var hours = Hours(new Schedule { OffsetDays = offset });
        var born = DateOnly.Parse(birthday, null);
        var due = Enumerable.Range(0, 800).Select(day => new DateOnly(2026, 6, 1).AddDays(day))
            .Where(day => hours.BirthdaysOf([day]).Contains(Birthdays.DayOfYear(born)))
            .Select(day => (Day: day, Due: hours.DueOn([day], born, null)))
            .Where(each => each.Due is not null)
            .ToDictionary(each => each.Due!.Value.Year, each => each.Day);
        Assert.Equal(DateOnly.Parse(sent, null), due[year]);
        Assert.InRange(due.Count, 2, 3);
    }

    [Fact]
    public void After_the_last_day_nobody_is_sent_to_wherever_they_are()
    {
        var schedule = new Schedule { Kind = ScheduleKind.Birthday, At = "22:00", Timezone = "recipient", Until = new DateOnly(2027, 1, 10) };
        Assert.Equal(new DateOnly(2027, 1, 10), Hours(schedule).DaysBetween(Start(2027), Start(2027).AddDays(20)).Max());
        Assert.True(StartTime.Of(new DateOnly(2027, 1, 10), new TimeOnly(22, 0), DateTimeZoneProviders.Tzdb["Pacific/Honolulu"]) < StandingDays.Closes(schedule, "Asia/Kolkata"));
        Assert.Equal(new DateTimeOffset(2027, 1, 10, 23, 0, 0, TimeSpan.Zero), StandingDays.Closes(schedule with { Timezone = "Europe/Berlin" }, "Asia/Kolkata"));
    }

    private static BirthdayHours Hours(Schedule schedule) => BirthdayHours.Of(new CampaignDefinition { Type = CampaignType.Birthday, Schedule = schedule with { Kind = ScheduleKind.Birthday } }, Shop, OutletDirectory.Empty);

    private static DateTimeOffset Start(int year) => new(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
