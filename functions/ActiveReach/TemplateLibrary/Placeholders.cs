using System.Globalization;
using System.Text.RegularExpressions;

namespace ActiveReach.TemplateLibrary;

/// <summary>The places in a template where a message puts its values: <c>{{1}}</c>, <c>{{2}}</c> and so on, in the header and in the body each from 1.</summary>
public static partial class Placeholders
{
    /// <summary>How many values the text takes.</summary>
    public static int Count(string? text) => In(text).DefaultIfEmpty(0).Max();

    /// <summary>The text with the values in their places.</summary>
    public static string Fill(string text, IReadOnlyList<string> values) =>
        One().Replace(text, match => NumberOf(match) is var number && number >= 1 && number <= values.Count ? values[number - 1] : "");

    /// <summary>What is wrong with the placeholders of a text, as the end of a sentence with its remedy; null when nothing is.</summary>
    internal static string? Problem(string text)
    {
        var rest = One().Replace(text, "");
        if (rest.Contains("{{", StringComparison.Ordinal) || rest.Contains("}}", StringComparison.Ordinal))
            return "has braces that are no placeholder: write {{1}}, {{2}} and so on; fields of contacts stand in the campaign's parameters";
        var numbers = In(text).Distinct().Order().ToList();
        return numbers.SequenceEqual(Enumerable.Range(1, numbers.Count))
            ? null
            : $"has the placeholders {string.Join(", ", numbers.Select(number => $"{{{{{number}}}}}"))}: number them from {{{{1}}}} without a gap";
    }

    private static IEnumerable<int> In(string? text) => text is null ? [] : One().Matches(text).Select(NumberOf);

    private static int NumberOf(Match match) => int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{\{(?<number>[0-9]{1,2})\}\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex One();
}
