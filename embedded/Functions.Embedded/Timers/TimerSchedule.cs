using System.Globalization;
using NCrontab;

namespace Functions.Embedded.Timers;

/// <summary>When a timer function runs, in UTC.</summary>
internal abstract class TimerSchedule
{
    /// <summary>The first occurrence after an instant.</summary>
    public abstract DateTime Next(DateTime after);

    /// <summary>
    /// Reads what the real host reads, with its parser: NCRONTAB of six fields, of five without the seconds, or a constant <c>hh:mm:ss</c>.
    /// Stricter than there: what would never run, or all the time, is refused at the start.
    /// </summary>
    public static TimerSchedule Parse(string text, string function)
    {
        try
        {
            var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
            if (fields is 5 or 6)
                return new CrontabOccurrences(CrontabSchedule.Parse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = fields == 6 }));
            if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero)
                return new ConstantInterval(interval);
            throw new FormatException("it has neither 5 or 6 fields nor the form hh:mm:ss");
        }
        catch (Exception error) when (error is FormatException or CrontabException)
        {
            throw new InvalidOperationException(
                $"Function '{function}': schedule '{text}' is not valid: {error.Message.TrimEnd('.')}. Example: '0 */5 * * * *' for every five minutes.", error);
        }
    }

    private sealed class CrontabOccurrences : TimerSchedule
    {
        /// <summary>29 February on a given weekday comes at least once in 40 years.</summary>
        private const int FurthestYears = 41;

        private readonly CrontabSchedule crontab;

        /// <exception cref="FormatException">The schedule has no occurrence, as 30 February.</exception>
        public CrontabOccurrences(CrontabSchedule crontab)
        {
            this.crontab = crontab;
            _ = Find(DateTime.UnixEpoch) ?? throw new FormatException("no date has this day, month and day of week");
        }

        public override DateTime Next(DateTime after) =>
            Find(after) ?? throw new InvalidOperationException($"The schedule has no occurrence in the {FurthestYears} years after {after:O}.");

        private DateTime? Find(DateTime after)
        {
            // The end is left out, and what it answers when it finds nothing.
            var end = after.AddYears(FurthestYears);
            var next = crontab.GetNextOccurrence(after, end);
            return next < end ? next : null;
        }
    }

    private sealed class ConstantInterval(TimeSpan interval) : TimerSchedule
    {
        public override DateTime Next(DateTime after) => after + interval;
    }
}
