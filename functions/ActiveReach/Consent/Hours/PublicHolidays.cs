using NodaTime;

namespace ActiveReach.Consent.Hours;

/// <summary>Public holidays that can be computed.</summary>
public static class PublicHolidays
{
    private static readonly AnnualDate[] FrenchDates =
    [
        new(1, 1), new(5, 1), new(5, 8), new(7, 14), new(8, 15), new(11, 1), new(11, 11), new(12, 25),
    ];

    /// <summary>Countries that have a calendar here.</summary>
    public static IReadOnlyList<string> Countries { get; } = ["FR"];

    /// <summary>The eleven of Code du travail L3133-1; those of Alsace and Moselle alone are not among them.</summary>
    public static bool IsFrench(LocalDate date)
    {
        if (FrenchDates.Contains(new AnnualDate(date.Month, date.Day)))
            return true;

        // Easter Monday, Ascension, Whit Monday.
        return Period.DaysBetween(Easter(date.Year), date) is 1 or 39 or 50;
    }

    /// <summary>Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8).</summary>
    public static LocalDate Easter(int year)
    {
        var golden = year % 19;
        var (century, yearOfCentury) = (year / 100, year % 100);
        var correction = (century - ((century + 8) / 25) + 1) / 3;
        var epact = ((19 * golden) + century - (century / 4) - correction + 15) % 30;
        var toSunday = (32 + (2 * (century % 4)) + (2 * (yearOfCentury / 4)) - epact - (yearOfCentury % 4)) % 7;
        var late = (golden + (11 * epact) + (22 * toSunday)) / 451;
        var day = epact + toSunday - (7 * late) + 114;
        return new LocalDate(year, day / 31, (day % 31) + 1);
    }
}
