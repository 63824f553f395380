namespace Functions.Embedded.Timers;

/// <summary>NCRONTAB: second, minute, hour, day of month, month, day of week; all of them must match.</summary>
internal sealed class CronSchedule : TimerSchedule
{
    /// <summary>29 February on a given weekday comes at least once in 40 years.</summary>
    private const int FurthestDays = 366 * 41;

    private static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly string[] Weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    private readonly CronField second;
    private readonly CronField minute;
    private readonly CronField hour;
    private readonly CronField day;
    private readonly CronField month;
    private readonly CronField weekday;

    /// <exception cref="FormatException">A field is not valid, or the schedule has no occurrence, as 30 February.</exception>
    public CronSchedule(string[] fields)
    {
        second = CronField.Parse(fields[0], "second", 0, 59);
        minute = CronField.Parse(fields[1], "minute", 0, 59);
        hour = CronField.Parse(fields[2], "hour", 0, 23);
        day = CronField.Parse(fields[3], "day", 1, 31);
        month = CronField.Parse(fields[4], "month", 1, 12, Months);
        weekday = CronField.Parse(fields[5], "day of week", 0, 6, Weekdays);
        _ = Find(DateTime.UnixEpoch) ?? throw new FormatException("no date has this day, month and day of week");
    }

    public override DateTime Next(DateTime after) =>
        Find(after) ?? throw new InvalidOperationException($"The schedule has no occurrence in the 40 years after {after:O}.");

    private DateTime? Find(DateTime after)
    {
        var start = new DateTime(after.Ticks - (after.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc).AddSeconds(1);
        var date = start.Date;
        for (var days = 0; days < FurthestDays; days++, date = date.AddDays(1))
        {
            if (!month.Contains(date.Month) || !day.Contains(date.Day) || !weekday.Contains((int)date.DayOfWeek))
                continue;
            if (TimeFrom(date == start.Date ? start.TimeOfDay : TimeSpan.Zero) is { } time)
                return date + time;
        }

        return null;
    }

    private TimeSpan? TimeFrom(TimeSpan least)
    {
        for (var h = hour.FirstFrom(least.Hours); h >= 0; h = hour.FirstFrom(h + 1))
        {
            var inFirstHour = h == least.Hours;
            for (var m = minute.FirstFrom(inFirstHour ? least.Minutes : 0); m >= 0; m = minute.FirstFrom(m + 1))
            {
                var s = second.FirstFrom(inFirstHour && m == least.Minutes ? least.Seconds : 0);
                if (s >= 0)
                    return new TimeSpan(h, m, s);
            }
        }

        return null;
    }
}
