using System.Globalization;
using System.Text.Json;
using NodaTime;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>The days of a recurrence, in their order and each once: of every n-th day, week or month, counted from the one in which
/// <paramref name="from"/> lies. Weeks begin on Monday. A day of the month that a month doesn't have is its last; one counted from the end is its first.</summary>
/// <param name="from">The first day that may be one. Its weekday or day of the month counts where the recurrence names none.</param>
public sealed class RecurrenceRule(Recurrence recurrence, DateOnly from)
{
    /// <summary>As they are written, in the order of <see cref="IsoDayOfWeek"/>.</summary>
    internal static readonly string[] Weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    private readonly LocalDate first = LocalDate.FromDateOnly(from);
    private readonly LocalDate? until = recurrence.Until is { } day ? LocalDate.FromDateOnly(day) : null;

    /// <summary>Whether it says all that its days and their hour follow from.</summary>
    public static bool IsComplete(Recurrence? recurrence) => recurrence is { Every: not null, At: not null };

    /// <summary>The local time of day of a complete one.</summary>
    public static TimeOnly TimeOf(Recurrence recurrence) => TimeOnly.Parse(recurrence.At!, CultureInfo.InvariantCulture);

    /// <summary>Those after a day, until the recurrence ends or for ever.</summary>
    public IEnumerable<DateOnly> After(DateOnly day)
    {
        var last = LocalDate.FromDateOnly(day);
        var start = last < first ? first : last.PlusDays(1);
        for (var period = PeriodOf(start); ; period++)
        {
            foreach (var next in DaysOf(period))
            {
                if (next > until)
                    yield break;
                if (next >= start)
                    yield return next.ToDateOnly();
            }
        }
    }

    private int PeriodOf(LocalDate day) => recurrence.Every switch
    {
        "day" => Period.DaysBetween(first, day),
        "week" => Period.DaysBetween(MondayOf(first), MondayOf(day)) / 7,
        _ => (day.Year - first.Year) * 12 + day.Month - first.Month,
    } / recurrence.Interval;

    private IEnumerable<LocalDate> DaysOf(int period) => recurrence.Every switch
    {
        "day" => [first.PlusDays(period * recurrence.Interval)],
        "week" => OnDays(day => Array.IndexOf(Weekdays, day.GetString()), (int)first.DayOfWeek - 1).Select(day => MondayOf(first).PlusDays(period * recurrence.Interval * 7 + day)),
        _ => InMonth(first.PlusDays(1 - first.Day).PlusMonths(period * recurrence.Interval)),
    };

    private IEnumerable<LocalDate> InMonth(LocalDate month)
    {
        var length = month.Calendar.GetDaysInMonth(month.Year, month.Month);
        return OnDays(day => day.GetInt32(), first.Day).Select(day => Math.Clamp(day < 0 ? length + 1 + day : day, 1, length)).Order().Distinct().Select(day => month.PlusDays(day - 1));
    }

    private IEnumerable<int> OnDays(Func<JsonElement, int> read, int missing) =>
        recurrence.On is { Count: > 0 } days ? days.Select(read).Order().Distinct() : [missing];

    private static LocalDate MondayOf(LocalDate day) => day.PlusDays(1 - (int)day.DayOfWeek);
}
