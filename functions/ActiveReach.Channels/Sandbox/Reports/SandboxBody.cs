using System.Text.RegularExpressions;

namespace ActiveReach.Channels.Sandbox.Reports;

/// <summary>Finds in a body what a person would open or click.</summary>
internal static partial class SandboxBody
{
    /// <summary>Everything in a message that can be followed.</summary>
    public static string Of(SandboxMessage message) => message switch
    {
        { Cards.Count: > 0 } => string.Join(' ', message.Cards.SelectMany(card => card.Suggestions.Select(suggestion => suggestion.Link).Prepend(card.Description)).OfType<string>()),
        { Link: null } => message.Body,
        _ => $"{message.Body} {message.Link}",
    };

    public static bool HasPixel(string body) => body.Contains("/o/", StringComparison.Ordinal) && Pixel().IsMatch(body);

    public static bool HasLink(string body) => body.Contains("/r/", StringComparison.Ordinal) && Link().IsMatch(body);

    /// <summary>Path of the open pixel.</summary>
    public static string? PixelOf(string body) => Pixel().Match(body) is { Success: true } match ? match.Groups["path"].Value : null;

    /// <summary>Path of one of the tracked links, chosen by the share.</summary>
    public static string? LinkOf(string body, double share)
    {
        var links = Link().Matches(body);
        return links.Count == 0 ? null : links[(int)(share * links.Count)].Groups["path"].Value;
    }

    [GeneratedRegex(@"https?://[^\s""'<>/]+(?<path>/o/[A-Za-z0-9_-]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pixel();

    [GeneratedRegex(@"https?://[^\s""'<>/]+(?<path>/r/[A-Za-z0-9_-]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
