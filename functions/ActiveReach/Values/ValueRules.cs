using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using ActiveReach.Phones;
using NodaTime;

namespace ActiveReach.Values;

/// <summary>What a value must look like. Each rule gives the normal form, or a sentence that says what is wrong
/// and what would be right.</summary>
public static class ValueRules
{
    public const int LongestText = 200;
    public const int LongestCustomText = 1000;
    public const int LongestTag = 100;
    public const int MostTags = 100;

    private static readonly SearchValues<char> LettersAndDigits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private static readonly FrozenDictionary<string, string> Zones = DateTimeZoneProviders.Tzdb.Ids.ToFrozenDictionary(id => id, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Countries = CountryNames.Codes.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>NFC without surrounding space; control characters and broken surrogates are refused.</summary>
    public static string? Text(string text, int longest, out string? error) => Text(text, longest, hasLines: false, out error);

    /// <summary>A text of the profile.</summary>
    public static string? Text(string text, out string? error) => Text(text, LongestText, out error);

    /// <summary>Folded.</summary>
    public static string? Gender(string text, out string? error) => Text(text, 40, out error) is { } value ? Folding.Fold(value) : null;

    /// <summary>As <see cref="Text(string, int, out string?)"/>, with tabs and line breaks, which become LF.</summary>
    public static string? Lines(string text, int longest, out string? error) =>
        Text(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'), longest, hasLines: true, out error);

    private static string? Text(string text, int longest, bool hasLines, out string? error)
    {
        error = null;
        var trimmed = text.Trim();
        if (trimmed.Length > longest)
            error = $"is {trimmed.Length} characters long; at most {longest} are kept.";
        else if (!IsPlain(trimmed, hasLines))
            error = "contains a control character or half of a surrogate pair; remove it.";
        else
            return Ascii.IsValid(trimmed) || trimmed.IsNormalized(NormalizationForm.FormC) ? trimmed : trimmed.Normalize(NormalizationForm.FormC);
        return null;
    }

    /// <summary>E.164, of a number as <see cref="PhoneReader"/> reads it.</summary>
    /// <param name="country">Where a number without a country code is from; null when nothing tells.</param>
    public static string? Phone(string text, string? country, out string? error)
    {
        var reading = PhoneReader.Read(text, country);
        error = reading.Error;
        return reading.Number;
    }

    /// <summary>E.164, of a number with its country code.</summary>
    public static string? Phone(string text, out string? error) => Phone(text, null, out error);

    /// <summary>Whether an address is a mailbox and no number; a mailbox may begin with a + as well.</summary>
    public static bool IsMailbox(string address) => address.Contains('@', StringComparison.Ordinal);

    /// <summary>One @, a plain local part of at most 64, a domain name with a dot; folded.</summary>
    public static string? Email(string text, out string? error)
    {
        error = "is not an e-mail address: write name@domain.example.";
        var address = text.Trim();
        var at = address.IndexOf('@', StringComparison.Ordinal);
        if (at is < 1 or > 64 || address.Length > 254)
            return null;
        var local = address.AsSpan(0, at);
        if (local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal))
            return null;
        foreach (var character in local)
        {
            if (!char.IsAsciiLetterOrDigit(character) && !"!#$%&'*+-/=?^_`{|}~.".Contains(character, StringComparison.Ordinal))
                return null;
        }

        var domain = address[(at + 1)..];
        if (!Ascii.IsValid(domain))
        {
            try
            {
                domain = new IdnMapping().GetAscii(domain);
            }
            catch (ArgumentException)
            {
                return null;
            }
        }

        if (!IsDomain(domain))
            return null;
        error = null;
        return string.Concat(local, "@", domain).ToLowerInvariant();
    }

    public static string? Country(string text, out string? error)
    {
        var code = text.Trim().ToUpperInvariant();
        error = Countries.Contains(code) ? null : "is not a country: write its two letters of ISO 3166-1, e.g. IN.";
        return error is null ? code : null;
    }

    /// <summary>The shape of ISO 3166-2, of a country that exists; whether the country has such a part is not checked.</summary>
    public static string? Region(string text, out string? error)
    {
        var code = text.Trim().ToUpperInvariant();
        var good = code.Length is >= 4 and <= 6 && code[2] == '-' && Countries.Contains(code[..2]) && code.AsSpan(3).IndexOfAnyExcept(LettersAndDigits) < 0;
        error = good ? null : "is not a region: write ISO 3166-2, e.g. US-CA.";
        return good ? code : null;
    }

    /// <summary>The id as tzdb writes it, whatever the case.</summary>
    public static string? Zone(string text, out string? error)
    {
        var id = Zones.GetValueOrDefault(text.Trim());
        error = id is not null ? null : "is not a time zone: write its IANA id, e.g. Asia/Kolkata.";
        return id;
    }

    /// <summary>The shape of a BCP 47 tag in its usual case, with hyphens; whether the language exists is not checked.</summary>
    public static string? Language(string text, out string? error)
    {
        var parts = text.Trim().Replace('_', '-').Split('-');
        var good = text.Length <= 40 && parts.Length <= 8 && parts[0].Length is 2 or 3 && Array.TrueForAll(parts, part => part.Length is > 0 and <= 8 && part.All(char.IsAsciiLetterOrDigit))
            && parts[0].All(char.IsAsciiLetter);
        error = good ? null : "is not a language tag: write BCP 47, e.g. en or pt-BR.";
        return good ? string.Join('-', parts.Select(UsualCase)) : null;
    }

    /// <summary>The workspace's own id of a person: not what spreadsheets and programs leave where there is none.</summary>
    public static string? ExternalId(string text, out string? error)
    {
        var id = Text(text, LongestText, out error);
        if (id is { Length: > 0 })
            error = ExternalIdRules.Check(id);
        return error is null ? id : null;
    }

    /// <summary>A day that has come, from 1900 on.</summary>
    public static DateOnly? Birthday(string text, DateOnly today, out string? error)
    {
        // A day of grace: somewhere it is tomorrow already.
        if (Date(text, out error) is not { } day)
            return null;
        if (day.Year >= 1900 && day <= today.AddDays(1))
            return day;
        error = "is not a birthday between 1900-01-01 and today.";
        return null;
    }

    public static DateOnly? Date(string text, out string? error)
    {
        var good = DateOnly.TryParseExact(text.AsSpan().Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        error = good ? null : "is not a date: write yyyy-MM-dd, e.g. 1990-05-31.";
        return good ? day : null;
    }

    public static double? Number(string text, out string? error)
    {
        var good = double.TryParse(text.AsSpan().Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);
        error = good ? null : "is not a number: write digits with a point, e.g. 12.5.";
        return good ? number : null;
    }

    /// <summary>Degrees between minus and plus <paramref name="limit"/>.</summary>
    public static double? Degrees(string text, double limit, out string? error)
    {
        var degrees = Number(text, out error);
        return degrees is { } number ? Degrees(number, limit, out error) : null;
    }

    /// <inheritdoc cref="Degrees(string, double, out string?)"/>
    public static double? Degrees(double degrees, double limit, out string? error)
    {
        error = Math.Abs(degrees) <= limit ? null : $"must lie between -{limit} and {limit} degrees.";
        return error is null ? degrees : null;
    }

    /// <summary>Members joined by semicolons; by commas where there is none. Each may stand in quotes.</summary>
    public static IReadOnlyList<string>? List(string text, out string? error) => List(
        text.Split(text.Contains(';', StringComparison.Ordinal) ? ';' : ',').Select(member => member.Trim() is ['"', .. var quoted, '"'] ? quoted : member), out error);

    /// <summary>Members of a list: trimmed, without doubles (after folding) and in the order given. No member contains <c>;</c>.</summary>
    public static IReadOnlyList<string>? List(IEnumerable<string> members, out string? error)
    {
        error = null;
        var list = new List<string>();
        foreach (var member in members)
        {
            if (Text(member, LongestTag, out error) is not { } text)
                return null;
            if (text.Contains(';', StringComparison.Ordinal))
            {
                error = "contains a member with a semicolon, which separates members; remove it.";
                return null;
            }

            if (text.Length > 0 && !list.Exists(other => Folding.Fold(other) == Folding.Fold(text)))
                list.Add(text);
            if (list.Count > MostTags)
            {
                error = $"has more than {MostTags} members.";
                return null;
            }
        }

        return list;
    }

    /// <summary>A name for a custom field: a letter, then up to 39 of <c>A-Z a-z 0-9 _</c>.</summary>
    public static bool IsCustomName(string name) =>
        name.Length is >= 1 and <= 40 && char.IsAsciiLetter(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');

    /// <summary>Languages in lower case, scripts with a capital, countries in capitals.</summary>
    private static string UsualCase(string part, int place) => place == 0 || part.Length > 4 || part.Length == 3 || (part.Length == 2 && !part.All(char.IsAsciiLetter)) ? part.ToLowerInvariant()
        : part.Length == 2 ? part.ToUpperInvariant()
        : part.Length == 4 ? string.Concat(part[..1].ToUpperInvariant(), part[1..].ToLowerInvariant())
        : part.ToLowerInvariant();

    private static bool IsDomain(string domain)
    {
        if (domain.Length > 253 || !domain.Contains('.', StringComparison.Ordinal))
            return false;
        foreach (var part in domain.AsSpan().Split('.'))
        {
            var label = domain.AsSpan(part);
            if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-')
                return false;
            foreach (var character in label)
            {
                if (!char.IsAsciiLetterOrDigit(character) && character != '-')
                    return false;
            }
        }

        return true;
    }

    private static bool IsPlain(string text, bool hasLines)
    {
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (character is '\uFFFE' or '\uFFFF' || char.IsControl(character) && !(hasLines && (character is '\n' or '\t')))
                return false;
            if (!char.IsSurrogate(character))
                continue;
            if (!char.IsHighSurrogate(character) || index + 1 == text.Length || !char.IsLowSurrogate(text[index + 1]))
                return false;
            index++;
        }

        return true;
    }
}
