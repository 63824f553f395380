using System.Globalization;

namespace ActiveReach.Settings;

/// <summary>Settings whose names begin alike. Every reading names its default and what may be written; what may not is refused with the
/// name of the setting, its value and the remedy.</summary>
public sealed class SettingSection(string path, SettingReader reader)
{
    private delegate bool Parsing<T>(string text, out T value);

    /// <summary>A section below this one.</summary>
    public SettingSection Section(string name) => new(NameOf(name), reader);

    /// <param name="unit">What is counted, e.g. <c>milliseconds</c>; null where the name tells it.</param>
    public int Whole(string name, int otherwise, int least, int most, string? unit = null) => (int)Whole(name, (long)otherwise, least, most, unit);

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public long Whole(string name, long otherwise, long least, long most, string? unit = null) => Read(
        new Setting(NameOf(name), Invariant(otherwise), $"a whole number{(unit is null ? "" : $" of {unit}")} from {Invariant(least)} to {Invariant(most)}"),
        otherwise,
        (string text, out long value) => IsWhole(text, least, most, out value));

    /// <summary>A most that may be missing: null where it says so, and by default unless there is another.</summary>
    public int? Limit(string name, int least, int most, int? otherwise = null) => Read(
        new Setting(NameOf(name), otherwise is { } number ? Invariant(number) : "", ALimit(least, most)),
        otherwise,
        (string text, out int? value) => IsLimit(text, least, most, out value));

    /// <summary>The same of one kind among several: what is written for all of them holds for it too, unless it has one of its own.</summary>
    /// <param name="ofAll">Name of the limit for all, and what was read there.</param>
    public int? LimitOfKind(string name, (string Name, int? Value) ofAll, int least, int most, int otherwise)
    {
        var own = Limit(name, least, most, otherwise);
        return reader.Has(NameOf(name)) || !reader.Has(NameOf(ofAll.Name)) ? own : ofAll.Value;
    }

    /// <summary>The same by a name of the operator's: each is one more part of the setting's name.</summary>
    public IReadOnlyDictionary<string, int?> Limits(string family, int least, int most) => ReadFamily(
        family, ALimit(least, most), (string text, out int? value) => IsLimit(text.Trim(), least, most, out value));

    /// <summary>A part of a whole, from 0 to 1.</summary>
    public double Share(string name, double otherwise) => Read(new Setting(NameOf(name), Invariant(otherwise), AShare), otherwise, IsShare);

    /// <summary>Shares by a name of the operator's: each is one more part of the setting's name.</summary>
    public IReadOnlyDictionary<string, double> Shares(string family) => ReadFamily(family, AShare, (string text, out double value) => IsShare(text.Trim(), out value));

    /// <summary>A time span, as <c>00:00:30</c> or as ISO 8601 <c>PT30S</c>. A bare number is refused: nobody would know of what.</summary>
    public TimeSpan Span(string name, TimeSpan otherwise, TimeSpan least, TimeSpan most) => Read(
        new Setting(NameOf(name), SpanText.Of(otherwise), $"a time span from {SpanText.Of(least)} to {SpanText.Of(most)} (also as ISO 8601: PT30S, P1D)"),
        otherwise,
        (string text, out TimeSpan value) => SpanText.TryParse(text, out value) && value >= least && value <= most);

    public bool Flag(string name, bool otherwise) =>
        Read<bool>(new Setting(NameOf(name), otherwise ? "true" : "false", "true or false"), otherwise, bool.TryParse);

    /// <summary>An absolute http or https address.</summary>
    public Uri Address(string name, string otherwise) => Read<Uri>(
        new Setting(NameOf(name), otherwise, "an http or https address such as https://reach.example"), new Uri(otherwise), IsWebAddress)!;

    /// <summary>One of the known words.</summary>
    public string Word(string name, string otherwise, params IReadOnlyList<string> known) => Read(
        new Setting(NameOf(name), otherwise, string.Join(" or ", known)),
        otherwise,
        (string text, out string value) => known.Contains(value = text.ToLowerInvariant(), StringComparer.Ordinal));

    /// <summary>Any text: a name, a path.</summary>
    public string Text(string name, string otherwise) => TextOrNone(name, "a text", otherwise: otherwise)!;

    /// <summary>A text that may be missing and has a form of its own.</summary>
    /// <param name="wanted">The form, in words, with its article.</param>
    public string? TextOrNone(string name, string wanted, Func<string, bool>? isMeant = null, string? otherwise = null) => Read(
        new Setting(NameOf(name), otherwise ?? "", wanted),
        otherwise,
        (string text, out string? value) => isMeant?.Invoke(value = text) ?? (value = text) is not null);

    /// <summary>Texts of a form by a name of the operator's: each is one more part of the setting's name.</summary>
    /// <param name="wanted">The form, in words, with its article.</param>
    public IReadOnlyDictionary<string, string> Texts(string family, string wanted, Func<string, bool> isMeant) =>
        ReadFamily(family, wanted, (string text, out string value) => isMeant(value = text.Trim()));

    /// <summary>A secret, which no message repeats; null where it is missing.</summary>
    /// <param name="fewest">Bytes (of UTF-8) that it must have at least.</param>
    /// <param name="inHeader">Whether it is shown in a header, to which blanks at the ends don't belong (RFC 9110, 5.5): with them it would open nothing.</param>
    public string? Secret(string name, int fewest, bool inHeader = false)
    {
        var setting = new Setting(NameOf(name), "", $"at least {fewest} bytes", IsSecret: true);
        var secret = inHeader ? reader.Find(setting)?.Trim() : reader.Find(setting);
        if (secret is null || System.Text.Encoding.UTF8.GetByteCount(secret) is var length && length >= fewest)
            return secret;
        reader.Refuse($"{setting.Name} has {length} bytes; write {setting.Wanted}, or remove it.");
        return null;
    }

    /// <summary>A secret that has a form of its own, which no message repeats; null where it is missing.</summary>
    /// <param name="wanted">The form, in words.</param>
    public string? Secret(string name, string wanted, Func<string, bool> isMeant)
    {
        var setting = new Setting(NameOf(name), "", wanted, IsSecret: true);
        var secret = reader.Find(setting)?.Trim();
        if (secret is null || isMeant(secret))
            return secret;
        reader.Refuse($"{setting.Name} can't be read; write {wanted}.");
        return null;
    }

    /// <summary>Secrets by a name of the app's.</summary>
    public IReadOnlyDictionary<string, string> Secrets(string family) =>
        ReadFamily(family, "a secret", (string text, out string value) => (value = text).Length > 0);

    /// <summary>Secrets by a name of the app's, each with those under any name below it: one that takes another's place counts beside it for a time.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> SecretsOfEach(string family) =>
        reader.FindFamily(new Setting(NameOf(family), "", "a secret", IsFamily: true), isDeep: true)
            .GroupBy(each => each.Member, StringComparer.Ordinal)
            .ToDictionary(each => each.Key, IReadOnlyList<string> (each) => [.. each.Select(secret => secret.Text)], StringComparer.Ordinal);

    /// <summary>A rule between settings.</summary>
    /// <param name="remedy">The sentence: which settings don't go together, with their values, and what to do.</param>
    public void Require(bool holds, string remedy)
    {
        if (!holds)
            reader.Refuse(remedy);
    }

    /// <summary>The whole name of a setting of this section.</summary>
    public string NameOf(string name) => path.Length == 0 ? name : $"{path}__{name}";

    private const string AShare = "a share from 0 to 1, e.g. 0.25";

    private T Read<T>(Setting setting, T otherwise, Parsing<T> parse)
    {
        if (reader.Find(setting) is not { } text)
            return otherwise;
        if (parse(text.Trim(), out var value))
            return value;
        reader.Refuse(Refusal(setting.Name, text, setting.Wanted));
        return otherwise;
    }

    private Dictionary<string, T> ReadFamily<T>(string name, string wanted, Parsing<T> parse)
    {
        var values = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (member, full, text) in reader.FindFamily(new Setting(NameOf(name), "", wanted, IsFamily: true)))
        {
            if (parse(text, out var value))
                values[member] = value;
            else
                reader.Refuse(Refusal(full, text, wanted));
        }

        return values;
    }

    private static string Refusal(string name, string text, string wanted) => $"{name} is '{text}'; write {wanted}, or remove it.";

    private static bool IsWhole(string text, long least, long most, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= least && value <= most;

    private static string ALimit(int least, int most) => $"a whole number from {Invariant(least)} to {Invariant(most)}, or unlimited";

    private static bool IsLimit(string text, int least, int most, out int? value)
    {
        var isNumber = IsWhole(text, least, most, out var told);
        value = isNumber ? (int)told : null;
        return isNumber || text.Equals("unlimited", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsShare(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value) && value is >= 0 and <= 1;

    private static bool IsWebAddress(string text, out Uri value) =>
        Uri.TryCreate(text, UriKind.Absolute, out value!) && (value.Scheme == Uri.UriSchemeHttp || value.Scheme == Uri.UriSchemeHttps);

    private static string Invariant(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
