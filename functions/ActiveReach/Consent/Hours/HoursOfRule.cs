using System.Globalization;
using ActiveReach.Channels;
using NodaTime;
using NodaTime.Text;

namespace ActiveReach.Consent.Hours;

/// <summary>A rule made ready to be asked, for one of the ways in which it names places.</summary>
internal sealed class HoursOfRule
{
    private static readonly LocalDatePattern Date = LocalDatePattern.Iso;
    private static readonly AnnualDatePattern EveryYear = AnnualDatePattern.CreateWithInvariantCulture("MM'-'dd");

    private readonly QuietRule rule;
    private readonly HashSet<LocalDate> dates = [];
    private readonly HashSet<AnnualDate> everyYear = [];
    private readonly bool isFrench;

    private HoursOfRule(QuietRule rule, Place about, bool isOwn)
    {
        (this.rule, About, IsOwn) = (rule, about, isOwn);
        (Open, Close) = (MinuteOf(rule.Open) ?? 0, MinuteOf(rule.Close) ?? MinutesADay);
        foreach (var holiday in rule.Holidays)
        {
            if (Date.Parse(holiday) is { Success: true } date)
                dates.Add(date.Value);
            else if (EveryYear.Parse(holiday) is { Success: true } annual)
                everyYear.Add(annual.Value);
            else
                isFrench |= holiday == "FR";
        }
    }

    public const int MinutesADay = 24 * 60;

    /// <summary>How exactly it names a place.</summary>
    public enum Place
    {
        Everywhere = 0,
        Country = 1,
        Region = 2,
    }

    public Place About { get; }

    /// <summary>Whether the workspace wrote it.</summary>
    public bool IsOwn { get; }

    public string Name => rule.Name;

    /// <summary>Minute of the local day.</summary>
    public int Open { get; }

    public int Close { get; }

    public bool NamesDays => rule.Days.Count > 0;

    public bool NamesChannels => rule.Channels.Count > 0;

    public static IEnumerable<HoursOfRule> Of(QuietRule rule, bool isOwn)
    {
        if (rule.Regions.Count > 0)
            yield return new HoursOfRule(rule, Place.Region, isOwn);
        if (rule.Countries.Count > 0)
            yield return new HoursOfRule(rule, Place.Country, isOwn);
        if (rule.Regions.Count == 0 && rule.Countries.Count == 0)
            yield return new HoursOfRule(rule, Place.Everywhere, isOwn);
    }

    public bool IsAbout(Whereabouts place, Channel channel) => (!NamesChannels || rule.Channels.Contains(channel)) && About switch
    {
        Place.Region => place.Region is { } region && rule.Regions.Contains(region, StringComparer.Ordinal),
        Place.Country => place.Country is { } country && rule.Countries.Contains(country, StringComparer.Ordinal),
        _ => true,
    };

    public bool IsAbout(LocalDate date) => !NamesDays || rule.Days.Contains((Weekday)date.DayOfWeek);

    public bool IsOpenOn(LocalDate date) =>
        !rule.ClosedDays.Contains((Weekday)date.DayOfWeek)
        && !dates.Contains(date)
        && !everyYear.Contains(new AnnualDate(date.Month, date.Day))
        && !(isFrench && PublicHolidays.IsFrench(date));

    /// <summary>Minutes since midnight of <c>HH:mm</c>, up to <c>24:00</c>; null when it is none.</summary>
    public static int? MinuteOf(string time) =>
        time is { Length: 5 } && time[2] == ':'
        && int.TryParse(time.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
        && int.TryParse(time.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var minute)
        && minute < 60 && (hour < 24 || (hour == 24 && minute == 0))
            ? (hour * 60) + minute
            : null;

    public static bool IsDay(string holiday) => Date.Parse(holiday).Success || EveryYear.Parse(holiday).Success || PublicHolidays.Countries.Contains(holiday);
}
