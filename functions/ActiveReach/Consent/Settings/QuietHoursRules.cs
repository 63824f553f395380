using System.Text.RegularExpressions;
using ActiveReach.Consent.Hours;
using ActiveReach.Problems;

namespace ActiveReach.Consent;

/// <summary>What rules of quiet hours must be like: readable, and open at some time.</summary>
internal static partial class QuietHoursRules
{
    private const int MostRules = 100;
    private const int MostPlaces = 250;

    /// <summary>More could close every day that a rule leaves open, for years.</summary>
    private const int MostHolidays = 100;

    public static IEnumerable<InputProblem> Check(QuietHoursSettings settings)
    {
        if (settings.Rules.Count > MostRules)
            return [new InputProblem("quietHours.rules", "too_many", $"quietHours.rules has {settings.Rules.Count} entries: keep it to {MostRules}.")];
        return settings.Rules.SelectMany((rule, index) => Rule($"quietHours.rules[{index}]", rule)
            .Concat(Name($"quietHours.rules[{index}].name", rule.Name, [.. BuiltInHours.Rules.Select(each => each.Name), .. settings.Rules.Take(index).Select(each => each.Name)])));
    }

    /// <summary>A name of 1 to 60 characters that nobody else has.</summary>
    internal static IEnumerable<InputProblem> Name(string path, string name, IReadOnlyList<string> taken)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 60 || name.Any(char.IsControl))
            yield return new(path, "wrong_length", $"{path} takes 1 to 60 characters on one line, e.g. \"Weekends\".");
        else if (taken.Contains(name, StringComparer.OrdinalIgnoreCase))
            yield return new(path, "taken", $"{path} is '{name}', which another rule is called: the record of a decision names its rule, so choose another.");
    }

    private static IEnumerable<InputProblem> Rule(string path, QuietRule rule)
    {
        if (rule.Countries.Count + rule.Regions.Count > MostPlaces)
            yield return new($"{path}.countries", "too_many", $"{path} names {rule.Countries.Count + rule.Regions.Count} places: keep it to {MostPlaces}.");
        foreach (var problem in Each($"{path}.countries", rule.Countries, CountryPattern().IsMatch, "invalid_country", "give ISO 3166-1 codes, e.g. FR")
            .Concat(Each($"{path}.regions", rule.Regions, RegionPattern().IsMatch, "invalid_region", "give ISO 3166-2 codes, e.g. US-FL")))
            yield return problem;

        var (open, close) = (HoursOfRule.MinuteOf(rule.Open), HoursOfRule.MinuteOf(rule.Close));
        if (open is null)
            yield return new($"{path}.open", "invalid_time", $"{path}.open is '{Shown(rule.Open)}': give hours and minutes, e.g. 08:00.");
        if (close is null)
            yield return new($"{path}.close", "invalid_time", $"{path}.close is '{Shown(rule.Close)}': give hours and minutes, e.g. 21:00, or 24:00 for the end of the day.");
        if (open >= close)
            yield return new($"{path}.close", "never_opens", $"{path} opens at {rule.Open} and closes at {rule.Close}: close it later than it opens; hours over midnight are two rules.");
        if (rule.Holidays.Count > MostHolidays)
            yield return new($"{path}.holidays", "too_many", $"{path}.holidays has {rule.Holidays.Count} entries: keep it to {MostHolidays}.");
        foreach (var problem in Each($"{path}.holidays", rule.Holidays, HoursOfRule.IsDay, "invalid_day", $"give a date (2026-12-25), a day of every year (12-25) or {string.Join(", ", PublicHolidays.Countries)} for its public holidays"))
            yield return problem;
        if ((rule.Days.Count > 0 ? rule.Days : Enum.GetValues<Weekday>()).All(rule.ClosedDays.Contains))
            yield return new($"{path}.closedDays", "never_opens", $"{path} is closed on every day that it is about, so nothing would ever go: leave one open, or take the channel out of the campaigns.");
    }

    private static IEnumerable<InputProblem> Each(string path, IReadOnlyList<string> texts, Func<string, bool> fits, string code, string remedy) => texts
        .Select((text, index) => (text, index))
        .Where(each => !fits(each.text))
        .Select(each => new InputProblem($"{path}[{each.index}]", code, $"{path}[{each.index}] is '{Shown(each.text)}': {remedy}."));

    private static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";

    [GeneratedRegex(@"^[A-Z]{2}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CountryPattern();

    [GeneratedRegex(@"^[A-Z]{2}-[A-Z0-9]{1,3}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RegionPattern();
}
