namespace ActiveReach.Audiences;

/// <summary>On which days birthdays are kept.</summary>
public static class Birthdays
{
    /// <summary>The day of a year on which a birthday is kept; that of 29 February on the 28th in common years.</summary>
    public static DateOnly KeptIn(this DateOnly birthday, int year) => new(year, birthday.Month, Math.Min(birthday.Day, DateTime.DaysInMonth(year, birthday.Month)));

    /// <summary>Month and day as mmdd.</summary>
    public static int DayOfYear(DateOnly day) => (day.Month * 100) + day.Day;

    /// <summary>The birthdays that are kept on a day, as <see cref="DayOfYear"/> numbers them: its own, and on 28 February of common years that of the 29th.</summary>
    public static IEnumerable<int> KeptOn(DateOnly day) => day is { Month: 2, Day: 28 } && !DateTime.IsLeapYear(day.Year) ? [228, 229] : [DayOfYear(day)];
}
