namespace ActiveReach.Phones;

/// <summary>What became of a text that should be a phone number.</summary>
/// <param name="Number">E.164; null when the text is refused.</param>
/// <param name="Error">Why it is refused and what to do, to be read behind the value.</param>
/// <param name="Warning">What was left out of it, to be read behind the value.</param>
public readonly record struct PhoneReading(string? Number, string? Error, string? Warning = null)
{
    internal static PhoneReading Refused(string error) => new(null, error);
}

/// <summary>The one way in which phone numbers are read, whoever wrote them: contacts, files, events, suppressions, webhooks. What people and
/// spreadsheets do to numbers is undone (<see cref="PhoneText"/>); plans of numbers are those of libphonenumber (<see cref="NumberPlan"/>).
/// Refused is what can't be, or must not be texted: a wrong length, a country code that nobody has, premium rates, shared costs. A number of a
/// range that isn't assigned is taken, because lists of ranges are always older than the ranges.</summary>
public static class PhoneReader
{
    /// <param name="country">Where a number without a country code is from, ISO 3166-1 alpha-2; null when nothing tells.</param>
    public static PhoneReading Read(string text, string? country = null)
    {
        if (IsE164(text))
            return NumberPlan.ReadInternational(text);
        var (number, extension, error) = PhoneText.Of(text);
        if (error is not null)
            return PhoneReading.Refused(error);
        var reading = NumberPlan.Read(number, country);
        return extension is null || reading.Number is null ? reading : reading with { Warning = $"has the extension {extension}, which a message can't reach: only {reading.Number} is kept." };
    }

    /// <summary>E.164 in its outer form, which most numbers have.</summary>
    private static bool IsE164(string text) => text is ['+', >= '1' and <= '9', ..] && text.Length is >= 8 and <= 16 && !text.AsSpan(1).ContainsAnyExceptInRange('0', '9');
}
