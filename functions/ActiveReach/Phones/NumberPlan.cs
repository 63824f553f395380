using PhoneNumbers;
using Found = PhoneNumbers.PhoneNumber;

namespace ActiveReach.Phones;

/// <summary>Numbers by the plans of their countries, as libphonenumber knows them: prefixes that are only dialled at home or from abroad go,
/// the zero that belongs to the number (Italy) stays, and numbers of old plans that countries have changed for good become the new ones.</summary>
internal static class NumberPlan
{
    private const string NoCountry = "has no country code: write + and the country code before it, e.g. +919812345678, or say where it is from: the contact's country, or the setting country of the workspace.";

    /// <summary>Fewest digits that may follow a country code where no range is known.</summary>
    private const int Fewest = 7;

    /// <summary>Characters of E.164, the plus included.</summary>
    private const int Longest = 16;

    /// <summary>Digits without a plus that may be a whole international number which a spreadsheet took for a sum.</summary>
    private const int FewestWhole = 11;

    private static readonly PhoneNumberUtil Plans = PhoneNumberUtil.GetInstance();

    /// <param name="text">As <see cref="PhoneText.Number"/>.</param>
    public static PhoneReading Read(string text, string? country)
    {
        if (text[0] == '+')
            return ReadInternational(text);
        var whole = country is not null && text.Length >= FewestWhole && text[0] != '0' && !text.AsSpan().ContainsAnyExceptInRange('0', '9') ? Parse("+" + text, null) : null;
        if (whole is not null && whole.CountryCode == Plans.GetCountryCodeForRegion(country) && Judge(whole) is { IsKnown: true, Error: null })
            return new PhoneReading(Written(null, whole), null);
        return Best(
            null,
            country is null ? null : Parse(text, country),
            text.StartsWith("00", StringComparison.Ordinal) ? Parse(string.Concat("+", text.AsSpan(2)), null)
                : text.StartsWith("011", StringComparison.Ordinal) && country is null ? Parse(string.Concat("+", text.AsSpan(3)), null)
                : null,
            whole,
            country is null ? NoCountry : PhoneText.NoNumber);
    }

    /// <param name="text">Begins with a plus.</param>
    public static PhoneReading ReadInternational(string text) => Best(
        text,
        Parse(text, null),
        text.Contains("(0)", StringComparison.Ordinal) ? Parse(text.Replace("(0)", "", StringComparison.Ordinal), null) : null,
        null,
        PhoneText.NoNumber);

    /// <summary>The number in E.164 as the plan parses it, or null.</summary>
    internal static Found? Parse(string text, string? country)
    {
        try
        {
            return Renewed(Plans.Parse(text, country));
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    internal static PhoneNumberType TypeOf(Found number) => Plans.GetNumberType(number);

    /// <summary>The first of several ways to understand a text that gives a number of a known range, else the first that may be.</summary>
    /// <param name="text">The text if it may be the number already.</param>
    /// <param name="whole">Taken only if it is of a known range: nothing in the text says that it is meant.</param>
    private static PhoneReading Best(string? text, Found? first, Found? second, Found? whole, string otherwise)
    {
        string? refusal = null;
        Found? possible = null;
        foreach (var number in (ReadOnlySpan<Found?>)[first, second, whole])
        {
            if (number is null)
                continue;
            var (isKnown, error) = Judge(number);
            if (isKnown && error is null)
                return new PhoneReading(Written(text, number), null);
            if (isKnown || !ReferenceEquals(number, whole))
                refusal ??= error;
            if (error is null && !ReferenceEquals(number, whole))
                possible ??= number;
        }

        return possible is not null ? new PhoneReading(Written(text, possible), null) : PhoneReading.Refused(refusal ?? otherwise);
    }

    private static string Written(string? text, Found number)
    {
        var written = Plans.Format(number, PhoneNumberFormat.E164);
        return written == text ? text : written;
    }

    /// <summary>Whether the number lies in a known range, and why it can't be taken.</summary>
    private static (bool IsKnown, string? Error) Judge(Found number)
    {
        var error = Plans.IsPossibleNumberWithReason(number) switch
        {
            PhoneNumberUtil.ValidationResult.IS_POSSIBLE => null,
            PhoneNumberUtil.ValidationResult.TOO_SHORT => $"is too short for a number of {Place(number)}: digits are missing.",
            PhoneNumberUtil.ValidationResult.TOO_LONG => TooLong(number),
            PhoneNumberUtil.ValidationResult.IS_POSSIBLE_LOCAL_ONLY => $"lacks its area code: write the whole number of {Place(number)}.",
            PhoneNumberUtil.ValidationResult.INVALID_COUNTRY_CODE => PhoneText.NoNumber,
            _ => $"has a length that no number of {Place(number)} has: see whether digits are missing.",
        };
        if (error is not null)
            return (false, error);
        if (Written(null, number).Length > Longest)
            return (false, TooLong(number));
        switch (Plans.GetNumberType(number))
        {
            case PhoneNumberType.PREMIUM_RATE:
                return (true, $"is a premium-rate number of {Place(number)}, which must not be messaged: give the person's own number.");
            case PhoneNumberType.SHARED_COST:
                return (true, $"is a shared-cost number of {Place(number)}, which can't get messages: give the person's own number.");
            case PhoneNumberType.UNKNOWN:
                return (false, Impossible(number));
            default:
                return (true, null);
        }
    }

    private static string TooLong(Found number) => $"is too long for a number of {Place(number)}: take out what doesn't belong to it, or keep one number.";

    /// <summary>What no range to come can be like.</summary>
    private static string? Impossible(Found number)
    {
        var digits = Plans.GetNationalSignificantNumber(number);
        return digits.Length < Fewest ? $"is too short for a number of {Place(number)}: digits are missing."
            : digits[0] == '0' || (number.CountryCode == 1 && digits[0] == '1') ? $"is no number of {Place(number)}: none there begins with {digits[0]}."
            : null;
    }

    private static string Place(Found number) => Plans.GetRegionCodeForCountryCode(number.CountryCode) is { Length: 2 } country and not "ZZ" ? $"{country} (+{number.CountryCode})" : $"+{number.CountryCode}";

    /// <summary>Mexico: mobile numbers lost the 1 behind +52 in 2019, and 01, 044 and 045 before them at home. Brazil: mobile numbers got a ninth
    /// digit by 2016. Address books and some messengers still have the old forms, and the person must be the same one.</summary>
    private static Found Renewed(Found number)
    {
        if (number.CountryCode is not (52 or 55))
            return number;
        var digits = Plans.GetNationalSignificantNumber(number);
        var renewed = number.CountryCode switch
        {
            52 when digits.Length == 11 && digits[0] == '1' => digits[1..],
            52 when digits.Length == 12 && digits.StartsWith("01", StringComparison.Ordinal) => digits[2..],
            52 when digits.Length == 13 && (digits.StartsWith("044", StringComparison.Ordinal) || digits.StartsWith("045", StringComparison.Ordinal)) => digits[3..],
            55 when digits.Length == 10 && digits[2] is >= '6' and <= '9' => $"{digits[..2]}9{digits[2..]}",
            _ => null,
        };
        return renewed is null ? number : Plans.Parse($"+{number.CountryCode}{renewed}", null);
    }
}
