using System.Globalization;
using Functions.Embedded.Timers;

namespace Functions.Embedded.Tests.Timers;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData("0 0 2 * * *", "2026-03-01T02:00:00", "2026-03-02T02:00:00")]
    [InlineData("0 0 2 * * *", "2026-03-01T01:59:59.9", "2026-03-01T02:00:00")]
    [InlineData("* * * * * *", "2026-12-31T23:59:59", "2027-01-01T00:00:00")]
    [InlineData("*/15 * * * * *", "2026-03-01T02:00:44", "2026-03-01T02:00:45")]
    [InlineData("10-50/20 * * * * *", "2026-03-01T02:00:51", "2026-03-01T02:01:10")]
    [InlineData("0 5/20 * * * *", "2026-03-01T02:06:00", "2026-03-01T02:25:00")]
    [InlineData("0 30 9 * * MON-FRI", "2026-03-06T10:00:00", "2026-03-09T09:30:00")]
    [InlineData("0 30 9 * * Monday,3", "2026-03-09T09:30:00", "2026-03-11T09:30:00")]
    [InlineData("0 0 0 * * 0", "2026-03-02T00:00:00", "2026-03-08T00:00:00")]
    [InlineData("0 0 0 31 * *", "2026-03-31T00:00:00", "2026-05-31T00:00:00")]
    [InlineData("0 0 0 29 2 *", "2026-01-01T00:00:00", "2028-02-29T00:00:00")]
    [InlineData("0 0 0 29 Feb SUN", "2026-01-01T00:00:00", "2032-02-29T00:00:00")]
    [InlineData("0 0 0 13 * FRI", "2026-03-14T00:00:00", "2026-11-13T00:00:00")]
    [InlineData("59 59 23 31 December *", "2026-12-31T23:59:59", "2027-12-31T23:59:59")]
    [InlineData("0 15,45 8-9 1 1,july *", "2026-01-01T08:45:00", "2026-01-01T09:15:00")]
    [InlineData("0 15,45 8-9 1 1,july *", "2026-01-01T09:45:00", "2026-07-01T08:15:00")]
    [InlineData("*/5 * * * *", "2026-03-01T02:03:10", "2026-03-01T02:05:00")]
    [InlineData("0 0 2 * * mo", "2026-03-03T00:00:00", "2026-03-09T02:00:00")]
    [InlineData("0 0 2 * * FRI-MON", "2026-03-07T00:00:00", "2026-03-09T02:00:00")]
    [InlineData("*/0 * * * * *", "2026-03-01T02:00:00", "2026-03-01T02:00:01")]
    [InlineData("5-1 * * * * *", "2026-03-01T02:00:05", "2026-03-01T02:01:01")]
    [InlineData("*/90 * * * * *", "2026-03-01T02:00:00", "2026-03-01T02:01:00")]
    [InlineData(" 0  0 2 * * * ", "2026-03-01T00:00:00", "2026-03-01T02:00:00")]
    [InlineData("1.06:00:00", "2026-03-01T02:00:00", "2026-03-02T08:00:00")]
    [InlineData("01:30:00", "2026-03-01T02:00:00", "2026-03-01T03:30:00")]
    public void The_next_occurrence_is_the_first_after_the_instant(string schedule, string after, string expected) =>
        Assert.Equal(Utc(expected), TimerSchedule.Parse(schedule, "F").Next(Utc(after)));

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("60 * * * * *")]
    [InlineData("* * 24 * * *")]
    [InlineData("* * * 0 * *")]
    [InlineData("* * * * 13 *")]
    [InlineData("* * * * * 7")]
    [InlineData("* * * * * * *")]
    [InlineData("0 0 0 L * ?")]
    [InlineData("@daily")]
    [InlineData("-1 * * * * *")]
    [InlineData("1,,2 * * * * *")]
    [InlineData("0 0 0 30 2 *")]
    [InlineData("0 0 0 * foo *")]
    [InlineData("00:00:00")]
    [InlineData("-01:00:00")]
    public void A_wrong_schedule_is_refused_with_its_function_its_text_and_an_example(string schedule)
    {
        var error = Assert.Throws<InvalidOperationException>(() => TimerSchedule.Parse(schedule, "Nightly"));
        Assert.Contains("Function 'Nightly': schedule '" + schedule + "' is not valid: ", error.Message);
        Assert.EndsWith(". Example: '0 */5 * * * *' for every five minutes.", error.Message);
        Assert.DoesNotContain("..", error.Message);
    }

    [Fact]
    public void Occurrences_agree_with_looking_at_every_second_in_turn()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var fields = new[] { Some(random, 0, 59), Some(random, 0, 59), Some(random, 0, 23), "*", "*", Some(random, 0, 6) };
            var start = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(random.Next(86_400 * 300));
            var next = TimerSchedule.Parse(string.Join(' ', fields), "F").Next(start);
            Assert.True(Matches(fields, next), $"{string.Join(' ', fields)} at {next:O}");
            for (var step = start.AddSeconds(1); step < next && step < start.AddHours(30); step = step.AddSeconds(1))
                Assert.False(Matches(fields, step), $"{string.Join(' ', fields)} missed {step:O}");
        }
    }

    private static string Some(Random random, int least, int most) => random.Next(3) switch
    {
        0 => "*",
        1 => random.Next(least, most + 1).ToString(CultureInfo.InvariantCulture),
        _ => $"*/{random.Next(1, most)}",
    };

    private static bool Matches(string[] fields, DateTime time) =>
        Allows(fields[0], time.Second) && Allows(fields[1], time.Minute) && Allows(fields[2], time.Hour) && Allows(fields[5], (int)time.DayOfWeek);

    private static bool Allows(string field, int value) =>
        field == "*" || (field.StartsWith("*/", StringComparison.Ordinal)
            ? value % int.Parse(field[2..], CultureInfo.InvariantCulture) == 0
            : value == int.Parse(field, CultureInfo.InvariantCulture));

    private static DateTime Utc(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
