using System.Text.RegularExpressions;

namespace ActiveReach.Values;

/// <summary>What spreadsheets show where a formula failed, in their languages: <c>#REF!</c>, <c>#N/A</c>, <c>#NV</c>, <c>#¿NOMBRE?</c>.</summary>
internal static partial class SpreadsheetErrors
{
    public static bool Is(string text) => text is ['#', _, _, ..] && Pattern().IsMatch(text);

    [GeneratedRegex(@"^#(?:[¡¿]?[\p{L}/_ ]+0?[!?]|N/A|N/D|N/B|NV|Н/Д|GETTING_DATA|ERROR)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
