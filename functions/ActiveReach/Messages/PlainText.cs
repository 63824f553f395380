using System.Net;
using System.Text.RegularExpressions;

namespace ActiveReach.Messages;

/// <summary>The text part of a mail that was written in HTML only.</summary>
internal static partial class PlainText
{
    /// <summary>Markup out, breaks for blocks, entities resolved; tags of the template stay as they are.</summary>
    public static string Of(string html)
    {
        var text = Hidden().Replace(html, "");
        text = Blocks().Replace(text, "\n");
        text = Markup().Replace(text, "");
        text = Spaces().Replace(WebUtility.HtmlDecode(text), " ");
        return Breaks().Replace(text, "\n\n").Trim();
    }

    [GeneratedRegex(@"<(?<element>script|style|head)\b[^>]*>.*?</\k<element>\s*>|<!--.*?-->", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hidden();

    [GeneratedRegex(@"<(?:br|/p|/div|/h[1-6]|/li|/tr)\b[^>]*>", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Blocks();

    [GeneratedRegex("<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Markup();

    [GeneratedRegex(@"[ \t\r]+", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\n\s*\n[\s]*", RegexOptions.NonBacktracking)]
    private static partial Regex Breaks();
}
