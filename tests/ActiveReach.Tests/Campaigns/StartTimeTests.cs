using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Definitions;

namespace ActiveReach.Tests.Campaigns;

public sealed class StartTimeTests
{
    [Theory]
    [InlineData("2026-12-01T10:00", "Asia/Kolkata", "2026-12-01T04:30:00Z", "a local time in the zone named")]
    [InlineData("2026-12-01T10:00", null, "2026-12-01T09:00:00Z", "a local time in the workspace's zone")]
    [InlineData("2026-12-01T10:00:30", "UTC", "2026-12-01T10:00:30Z", "with seconds")]
    [InlineData("2026-12-01T10:00:00+05:30", "America/New_York", "2026-12-01T04:30:00Z", "an instant, whatever the zone")]
    [InlineData("2026-12-01T10:00Z", null, "2026-12-01T10:00:00Z", "an instant in UTC")]
    [InlineData("2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:30:00Z", "skipped by the clocks: half past two becomes half past three")]
    [InlineData("2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00Z", "comes twice: the first counts")]
    public void A_local_intent_becomes_an_instant(string at, string? zone, string expected, string why)
    {
        var start = StartTime.Resolve(new Schedule { Kind = ScheduleKind.At, At = at, Timezone = zone }, "Europe/Berlin");
        Assert.True(start == DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), $"{why}: {start:u}");
    }

    [Fact]
    public void Now_has_no_instant() => Assert.Null(StartTime.Resolve(new Schedule(), "UTC"));

    [Theory]
    [InlineData("9999-12-31T23:59")]
    [InlineData("0001-01-01T00:00Z")]
    [InlineData("2026-12-01")]
    [InlineData("2026-12-01T25:00")]
    [InlineData("2026-12-01T10:00+5:30")]
    public void What_no_calendar_can_carry_is_no_time(string text) => Assert.False(StartTime.IsWellFormed(text));
}
