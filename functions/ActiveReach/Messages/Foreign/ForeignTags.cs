using System.Text.RegularExpressions;

namespace ActiveReach.Messages.Foreign;

/// <param name="Excerpt">As it stands in the template.</param>
/// <param name="Named">What is between its signs.</param>
/// <param name="Habit">Who writes fields like this.</param>
internal readonly record struct ForeignTag(string Excerpt, string Named, string Habit);

/// <summary>Fields as other products write them. Here they are plain text, and would be sent as they stand.</summary>
internal static partial class ForeignTags
{
    private const int Most = 20;

    /// <summary>Words in braces that are code and no field.</summary>
    private static readonly HashSet<string> Code = new(StringComparer.Ordinal)
    {
        "return", "true", "false", "null", "undefined", "this", "break", "continue", "else", "auto", "none", "inherit", "initial", "unset",
    };

    /// <summary>The signs that mean nothing else, and those that count only around the name of a well-known field.</summary>
    private static readonly (Regex Pattern, string Habit, bool KnownOnly)[] Habits =
    [
        (Starred(), "Mailchimp", false),
        (DoublePercent(), "Marketing Cloud and Pardot", false),
        (DoubleSquare(), "GetResponse, Omnisend and Constant Contact", false),
        (Angle(), "ERB and ASP", false),
        (Dollar(), "program code", false),
        (LiquidBlock(), "Liquid", false),
        (DoubleAt(), "other products", false),
        (DoubleHash(), "other products", false),
        (SquarePercent(), "SendGrid and Emma", false),
        (MailgunPercent(), "Mailgun", false),
        (SinglePercent(), "ActiveCampaign", false),
        (Tilde(), "Keap", false),
        (Brace(), "Mautic, Brevo and others", false),
        (BraceWithDefault(), "other products", true),
        (Square(), "Campaign Monitor, MailPoet and Brevo", true),
        (Chevrons(), "word processors", true),
        (SingleAt(), "Dotdigital", true),
        (SingleHash(), "Moosend", true),
        (DollarSquare(), "Zoho", true),
        (Underscores(), "other products", true),
    ];

    /// <param name="text">With the tags of its own overwritten.</param>
    public static IReadOnlyList<ForeignTag> In(string text)
    {
        var found = new List<(int At, ForeignTag Tag)>();
        foreach (var (pattern, habit, knownOnly) in Habits)
        {
            foreach (Match match in pattern.Matches(text))
            {
                var named = match.Groups["name"].Value.Trim();
                var isCovered = found.Exists(other => match.Index < other.At + other.Tag.Excerpt.Length && other.At < match.Index + match.Length);
                if (!isCovered && !Code.Contains(named) && (!knownOnly || FieldGuess.IsKnown(named)))
                    found.Add((match.Index, new ForeignTag(match.Value, named, habit)));
            }
        }

        return [.. found.OrderBy(each => each.At).Select(each => each.Tag).DistinctBy(tag => tag.Excerpt).Take(Most)];
    }

    [GeneratedRegex(@"\*\|(?<name>[^|\r\n]{1,80})\|\*", RegexOptions.NonBacktracking)]
    private static partial Regex Starred();

    [GeneratedRegex(@"%%=?(?<name>[A-Za-z_@][^%\r\n]{0,60}?)=?%%", RegexOptions.NonBacktracking)]
    private static partial Regex DoublePercent();

    [GeneratedRegex(@"\[\[(?<name>[ ]?[A-Za-z_][^\[\]\r\n]{0,60})\]\]", RegexOptions.NonBacktracking)]
    private static partial Regex DoubleSquare();

    [GeneratedRegex(@"(?:<|&lt;)%[=-]?(?<name>[^%<>\r\n]{1,80})%(?:>|&gt;)", RegexOptions.NonBacktracking)]
    private static partial Regex Angle();

    [GeneratedRegex(@"\$\{(?<name>[ ]?[A-Za-z_][\w .-]{0,60})\}", RegexOptions.NonBacktracking)]
    private static partial Regex Dollar();

    [GeneratedRegex(@"\{%-?(?<name>[^%{}\r\n]{1,120})%\}", RegexOptions.NonBacktracking)]
    private static partial Regex LiquidBlock();

    [GeneratedRegex("@@(?<name>[A-Za-z_][A-Za-z0-9_. -]{0,60})@@", RegexOptions.NonBacktracking)]
    private static partial Regex DoubleAt();

    [GeneratedRegex("##(?<name>[A-Za-z_][A-Za-z0-9_. -]{0,60})##", RegexOptions.NonBacktracking)]
    private static partial Regex DoubleHash();

    [GeneratedRegex(@"\[%(?<name>[^%\[\]\r\n]{1,80})%\]", RegexOptions.NonBacktracking)]
    private static partial Regex SquarePercent();

    [GeneratedRegex(@"%(?<name>recipient\.\w{1,60}|-\w{1,60}-)%", RegexOptions.NonBacktracking)]
    private static partial Regex MailgunPercent();

    [GeneratedRegex("%(?<name>[A-Z]{3}[A-Z0-9_]{1,40})%", RegexOptions.NonBacktracking)]
    private static partial Regex SinglePercent();

    [GeneratedRegex(@"~(?<name>[A-Z][A-Za-z]{2,30}\.[A-Za-z_]{2,40})~", RegexOptions.NonBacktracking)]
    private static partial Regex Tilde();

    [GeneratedRegex(@"\{(?<name>[!$]?[A-Za-z][A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*|contactfield=\w+)\}", RegexOptions.NonBacktracking)]
    private static partial Regex Brace();

    [GeneratedRegex(@"\{(?<name>[ ]?[!$]?[A-Za-z][\w .]{0,40}(?:[|=,:][^{}\r\n;]{0,40})?)\}", RegexOptions.NonBacktracking)]
    private static partial Regex BraceWithDefault();

    [GeneratedRegex(@"\[(?<name>[A-Za-z][\w .]{0,40}(?:[:|,][^\[\]\r\n]{0,60})?)\]", RegexOptions.NonBacktracking)]
    private static partial Regex Square();

    [GeneratedRegex("(?:<<|«|&lt;&lt;|&laquo;)(?<name>[ ]?[A-Za-z][A-Za-z0-9_ .]{0,40})(?:>>|»|&gt;&gt;|&raquo;)", RegexOptions.NonBacktracking)]
    private static partial Regex Chevrons();

    [GeneratedRegex("@(?<name>[A-Z][A-Z_]{2,40})@", RegexOptions.NonBacktracking)]
    private static partial Regex SingleAt();

    [GeneratedRegex("#(?<name>[A-Za-z][A-Za-z_:]{2,40})#", RegexOptions.NonBacktracking)]
    private static partial Regex SingleHash();

    [GeneratedRegex(@"\$\[(?<name>[A-Za-z][^\[\]\r\n]{1,60})\]\$", RegexOptions.NonBacktracking)]
    private static partial Regex DollarSquare();

    [GeneratedRegex("__(?<name>[A-Za-z][A-Za-z_]{2,30})__", RegexOptions.NonBacktracking)]
    private static partial Regex Underscores();
}
