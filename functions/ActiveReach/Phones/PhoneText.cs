using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ActiveReach.Phones;

/// <summary>The number in a text as people write it: digits of any script, spaces and dashes of any kind, a label or a scheme before it,
/// traces of spreadsheets, an extension. Two numbers in one text are refused, since nothing tells which is meant.</summary>
/// <param name="Number">Digits, perhaps a plus in front, and punctuation between.</param>
/// <param name="Extension">Digits of the extension that stood behind the number.</param>
internal readonly partial record struct PhoneText(string Number, string? Extension, string? Error)
{
    public const string NoNumber = "is not a phone number in E.164: write + and the country code, then 7 to 15 digits in all, e.g. +919812345678.";

    private const int Longest = 250;
    private const string Damaged = "was shortened by a spreadsheet, and the digits it left out are lost: open the original file with this column as text (in Excel: Data, From Text/CSV, column type Text), or take the export as it was downloaded.";
    private const string Several = "holds more than one number: keep one, or put each in a row or column of its own.";

    /// <summary>Digits of a number that could stand alone, so that what follows is another one.</summary>
    private const int Enough = 7;

    public static PhoneText Of(string text)
    {
        if (text.Length > Longest)
            return Refused(NoNumber);
        var number = Unwrap(Plain(text));
        if (Scientific().IsMatch(number))
            return Refused(Damaged);
        if (Decimal().Match(number) is { Success: true } whole)
            number = whole.Groups["digits"].Value;
        string? extension = null;
        if (WithExtension().Match(number) is { Success: true } parts)
            (number, extension) = (parts.Groups["number"].Value, parts.Groups["extension"].Value);
        number = Remark().Replace(number, "").Trim();
        if (HoldsSeveral(number))
            return Refused(Several);
        number = Plus().Replace(number.TrimStart('(', '[', ' '), "+");
        return Numeric().IsMatch(number) ? new PhoneText(number, extension, null) : Refused(NoNumber);
    }

    private static PhoneText Refused(string error) => new("", null, error);

    /// <summary>Without the scheme of a link, a label, what spreadsheets put around texts, and parameters of a tel: URI.</summary>
    private static string Unwrap(string text)
    {
        var number = text.Trim().TrimStart('=').Trim('\'', '"', '`', '´', '‘', '’', '“', '”', ' ');
        number = Label().Replace(number, "");
        if (Context().Match(number) is { Success: true } context)
        {
            number = number.Remove(context.Index, context.Length);
            if (!number.StartsWith('+') && context.Groups["context"].Value.StartsWith('+'))
                number = context.Groups["context"].Value + number;
        }

        return number.Replace("%20", " ", StringComparison.Ordinal).TrimEnd(';', ',', '.', '/', ' ');
    }

    /// <summary>Compatibility forms become plain ones, digits of any script those of ASCII, spaces and dashes one each; what can't be seen goes.</summary>
    private static string Plain(string text)
    {
        if (Ascii.IsValid(text))
            return text.Replace('\t', ' ');
        var builder = new StringBuilder(text.Length);
        foreach (var rune in Normal(text).EnumerateRunes())
        {
            if (Rune.IsDigit(rune))
            {
                builder.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
                continue;
            }

            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.SpaceSeparator:
                    builder.Append(' ');
                    break;
                case UnicodeCategory.DashPunctuation:
                    builder.Append('-');
                    break;
                case UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark:
                    break;
                default:
                    builder.Append(rune.Value switch { 0x2212 or 0x30FC => "-", 0x2044 or 0x2215 => "/", 0x2028 or 0x2029 => "\n", '\t' => " ", 0xD7 => "x", 0x2022 or 0xB7 or 0x30FB => ".", _ => rune.ToString() });
                    break;
            }
        }

        return builder.ToString();
    }

    private static string Normal(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair: no number has one, and what is left says so.
            return text;
        }
    }

    private static bool HoldsSeveral(string number)
    {
        if (number.LastIndexOf('+') is > 0 and var plus && DigitsIn(number.AsSpan(0, plus)) > 0)
            return true;
        if (Between().Match(number) is { Success: true } between)
            return DigitsIn(number.AsSpan(0, between.Index)) >= Enough;

        // A slash stands behind an area code, or between numbers ("…17/18").
        var slash = number.IndexOfAny(['/', '\\']);
        if (slash < 0)
            return false;
        var before = DigitsIn(number.AsSpan(0, slash)) - (number.StartsWith('+') || number.StartsWith("00", StringComparison.Ordinal) ? 3 : 0);
        return (before >= Enough && DigitsIn(number.AsSpan(slash)) > 0) || DigitsIn(number.AsSpan(slash)) > 15;
    }

    private static int DigitsIn(ReadOnlySpan<char> text)
    {
        var digits = 0;
        foreach (var character in text)
            digits += char.IsAsciiDigit(character) ? 1 : 0;
        return digits;
    }

    [GeneratedRegex(@"^\+?\d+(?:[.,]\d*)?[eE]\+?\d{1,3}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Scientific();

    /// <summary>A whole number that a program wrote with decimals.</summary>
    [GeneratedRegex(@"^(?<digits>\+?\d{7,16})[.,]0{1,2}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Decimal();

    [GeneratedRegex(@"^(?:[\p{L}][\p{L} .-]{0,30}(?:[:.]\s*|\s+|(?=\+))/{0,2})(?=[+(\d])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Label();

    [GeneratedRegex(@";phone-context=(?<context>[^;]*)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Context();

    [GeneratedRegex(
        @"^(?<number>.*?\d[\d)\] ]*?)\s*(?:[;,(]\s*)*(?:ext(?:ension|n)?|x|#|~|int(?:erno)?|anexo|ramal|poste|durchwahl|dw|доб(?:авочный)?|вн)\s*[.:=]*\s*(?<extension>\d{1,7})\s*[#)]?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WithExtension();

    /// <summary>Words in brackets behind a number: "(home)"; or none in brackets.</summary>
    [GeneratedRegex(@"\s*\([^\d()]*\)\s*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Remark();

    [GeneratedRegex(@"(?<=[\d)\] ])\s*(?:[;,|&\n\r]+|[\p{L}]+\.?:?)\s*(?=[+(\d])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Between();

    /// <summary>A plus doubled, or before a dialled 00.</summary>
    [GeneratedRegex(@"^\+[+\s]*(?:00)?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plus();

    [GeneratedRegex(@"^\+?[\d \-./\\()\[\]_]*\d[\d \-./\\()\[\]_]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numeric();
}
