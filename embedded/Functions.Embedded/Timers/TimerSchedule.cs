using System.Globalization;

namespace Functions.Embedded.Timers;

/// <summary>When a timer function runs, in UTC.</summary>
internal abstract class TimerSchedule
{
    /// <summary>The first occurrence after an instant.</summary>
    public abstract DateTime Next(DateTime after);

    /// <summary>Reads NCRONTAB of six or five fields, or a constant <c>hh:mm:ss</c>.</summary>
    public static TimerSchedule Parse(string text, string function)
    {
        try
        {
            var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return fields.Length switch
            {
                6 => new CronSchedule(fields),
                5 => new CronSchedule(["0", .. fields]),
                1 when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero => new ConstantSchedule(interval),
                _ => throw new FormatException("it has neither 5 or 6 fields nor the form hh:mm:ss"),
            };
        }
        catch (FormatException error)
        {
            throw new InvalidOperationException(
                $"Function '{function}': schedule '{text}' is not valid: {error.Message}. Example: '0 */5 * * * *' for every five minutes.", error);
        }
    }
}

internal sealed class ConstantSchedule(TimeSpan interval) : TimerSchedule
{
    public override DateTime Next(DateTime after) => after + interval;
}
