using System.Text.RegularExpressions;

namespace ActiveReach.Messages;

/// <summary>What counts as an address on the web that a link may lead to.</summary>
internal static partial class WebAddress
{
    /// <summary>An absolute http or https address of one line.</summary>
    public static bool IsWeb(string text) =>
        StartsAsWeb(text) && HeaderText.IsOneLine(text) && !text.Contains(' ') && !text.Contains('\\')
        && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0;

    public static bool StartsAsWeb(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the literal beginning of an address names its whole host, so that no value can change it.</summary>
    public static bool NamesItsHost(string beginning) => WholeHost().IsMatch(beginning);

    [GeneratedRegex(@"^https?://[^/?#\s\\@]+[/?#]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex WholeHost();
}
