using System.Globalization;
using ActiveReach.Channels;
using ActiveReach.Consent.Hours;

namespace ActiveReach.Tests.Consent;

public sealed class QuietHoursTests
{
    [Theory]
    [InlineData("Sms", null, null, "Asia/Kolkata", "2026-12-01T02:30Z", "texts 8-21", null)]
    [InlineData("Sms", null, null, "Asia/Kolkata", "2026-12-01T02:29Z", "texts 8-21", "2026-12-01T02:30Z")]
    [InlineData("WhatsApp", null, null, "Asia/Kolkata", "2026-12-01T15:29:59Z", "texts 8-21", null)]
    [InlineData("Push", null, null, "Asia/Kolkata", "2026-12-01T15:30Z", "texts 8-21", "2026-12-02T02:30Z")]
    [InlineData("Email", null, null, "Asia/Kolkata", "2026-12-01T20:00Z", null, null)]
    [InlineData("InApp", "FR", null, "Europe/Paris", "2026-12-06T03:00Z", null, null)]
    [InlineData("Sms", "FR", null, "Europe/Paris", "2026-12-01T20:30Z", "France 8-22", null)]
    [InlineData("Sms", "FR", null, "Europe/Paris", "2026-12-05T21:00Z", "France 8-22", "2026-12-07T07:00Z")]
    [InlineData("Sms", "FR", null, "Europe/Paris", "2026-12-25T10:00Z", "France 8-22", "2026-12-26T07:00Z")]
    [InlineData("Rcs", "FR", null, "Europe/Paris", "2027-03-29T10:00Z", "France 8-22", "2027-03-30T06:00Z")]
    [InlineData("Sms", "US", "US-FL", "America/New_York", "2026-12-02T01:00Z", "Florida 8-20", "2026-12-02T13:00Z")]
    [InlineData("Sms", "US", "US-NY", "America/New_York", "2026-12-02T01:00Z", "texts 8-21", null)]
    [InlineData("Sms", "US", "US-CT", "America/New_York", "2026-12-01T13:30Z", "Connecticut 9-20", "2026-12-01T14:00Z")]
    [InlineData("Sms", "US", "US-TX", "America/Chicago", "2026-12-06T16:00Z", "Texas Sundays 12-21", "2026-12-06T18:00Z")]
    [InlineData("Sms", "US", "US-TX", "America/Chicago", "2026-12-07T16:00Z", "Texas 9-21", null)]
    [InlineData("Sms", null, null, "Mars/Base", "2026-12-01T07:59Z", "texts 8-21", "2026-12-01T08:00Z")]
    public void Built_in_rules_hold_by_the_persons_own_clock(string channel, string? country, string? region, string zone, string at, string? rule, string? earliest) =>
        Assert.Equal(
            new QuietDecision(rule, earliest is null ? null : Time(earliest)),
            QuietHours.Of(new QuietHoursSettings()).Decide(Time(at), new Whereabouts(country, region, zone), Enum.Parse<Channel>(channel)));

    [Fact]
    public void The_most_specific_rule_wins_and_the_workspaces_before_a_built_in_one_of_the_same_kind()
    {
        var hours = QuietHours.Of(new QuietHoursSettings
        {
            Rules =
            [
                new QuietRule { Name = "everywhere", Open = "10:00", Close = "11:00" },
                new QuietRule { Name = "our France", Countries = ["FR"], Open = "09:00", Close = "12:00", Channels = [Channel.Sms] },
                new QuietRule { Name = "Saturdays in France", Countries = ["FR"], Days = [Weekday.Sat], Open = "13:00", Close = "24:00" },
            ],
        });
        Assert.Equal("Florida 8-20", Rule("US", "US-FL", Channel.Sms, "2026-12-01T15:00Z"));
        Assert.Equal("everywhere", Rule("US", "US-NY", Channel.Sms, "2026-12-01T15:00Z"));
        Assert.Equal("everywhere", Rule("DE", null, Channel.Email, "2026-12-01T15:00Z"));
        Assert.Equal("our France", Rule("FR", null, Channel.Sms, "2026-12-01T15:00Z"));
        Assert.Equal("France 8-22", Rule("FR", null, Channel.Rcs, "2026-12-01T15:00Z"));
        Assert.Equal("Saturdays in France", Rule("FR", null, Channel.Sms, "2026-12-05T15:00Z"));

        // Friday evening: the next opening is Saturday's.
        Assert.Equal(Time("2026-12-05T13:00Z"), hours.Decide(Time("2026-12-04T15:00Z"), new Whereabouts("FR", null, "UTC"), Channel.Sms).Earliest);

        string? Rule(string country, string? region, Channel channel, string at) => hours.Decide(Time(at), new Whereabouts(country, region, "UTC"), channel).Rule;
    }

    [Fact]
    public void Switched_off_nothing_is_held_back() =>
        Assert.Equal(default, QuietHours.Of(new QuietHoursSettings { On = false, Rules = [new QuietRule { Name = "x" }] })
            .Decide(Time("2026-12-06T03:00Z"), new Whereabouts("FR", null, "Europe/Paris"), Channel.Sms));

    [Theory]
    [InlineData(2024, "2024-03-31")]
    [InlineData(2025, "2025-04-20")]
    [InlineData(2026, "2026-04-05")]
    [InlineData(2027, "2027-03-28")]
    [InlineData(2038, "2038-04-25")]
    public void Easter_is_computed(int year, string date) => Assert.Equal(date, PublicHolidays.Easter(year).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    [Fact]
    public void France_has_eleven_public_holidays_each_year()
    {
        var days = Enumerable.Range(0, 365).Select(day => new NodaTime.LocalDate(2026, 1, 1).PlusDays(day)).Where(PublicHolidays.IsFrench);
        Assert.Equal(
            ["01-01", "04-06", "05-01", "05-08", "05-14", "05-25", "07-14", "08-15", "11-01", "11-11", "12-25"],
            days.Select(day => day.ToString("MM-dd", CultureInfo.InvariantCulture)));
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
