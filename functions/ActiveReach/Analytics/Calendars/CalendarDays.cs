using ActiveReach.Campaigns.Definitions;
using NodaTime;

namespace ActiveReach.Analytics.Calendars;

/// <summary>The days of a calendar, as the workspace's clock counts them.</summary>
internal sealed record CalendarDays(DateOnly First, DateOnly Last, DateTimeZone Zone)
{
    public DateTimeOffset Start { get; } = StartTime.Of(First, TimeOnly.MinValue, Zone);

    /// <summary>The first moment after them.</summary>
    public DateTimeOffset End { get; } = StartTime.Of(Last.AddDays(1), TimeOnly.MinValue, Zone);

    public bool Has(DateTimeOffset at) => at >= Start && at < End;

    public DateOnly DayOf(DateTimeOffset at) => StartTime.DayOf(at, Zone);

    public DateTimeOffset EndOf(DateOnly day) => StartTime.Of(day.AddDays(1), TimeOnly.MinValue, Zone);

    /// <summary>The stretches on which nothing goes out; a skipped instance is nothing.</summary>
    public IEnumerable<CalendarGap> Without(IReadOnlyList<CalendarItem> items)
    {
        var taken = items.Where(item => item.Kind is not CalendarKind.Skipped).Select(item => item.Date).Order().Distinct().Append(Last.AddDays(1));
        var free = First;
        foreach (var day in taken)
        {
            if (day > free)
                yield return new CalendarGap(free, day.AddDays(-1), day.DayNumber - free.DayNumber);
            free = day.AddDays(1);
        }
    }
}
