using System.Text.RegularExpressions;

namespace ActiveReach.Channels.Email;

/// <summary>Tells from the words of a mail server whether a mailbox will take no mail however often it is tried: it doesn't exist, is closed,
/// or its domain can't be reached for good. A full mailbox, a message that is too large and a sender that is not liked are other
/// things. Source: RFC 3463 (enhanced status codes), RFC 5321 4.2 (reply codes).</summary>
public static partial class HardBounce
{
    /// <param name="status">What the server said, e.g. <c>550 5.1.1 User unknown</c>; null when the report doesn't tell.</param>
    /// <returns>True also when nothing says otherwise, since a provider calls only hard bounces bounces.</returns>
    public static bool Is(string? status)
    {
        if (status is null)
            return true;
        if (Enhanced().Match(status) is { Success: true } code)
            return code.Groups["class"].Value == "5" && IsOfTheMailbox(int.Parse(code.Groups["subject"].ValueSpan, Invariant), int.Parse(code.Groups["detail"].ValueSpan, Invariant));
        return Reply().Match(status) is { Success: true } reply
            ? reply.Value is "550" or "551" or "553" or "521" or "556" or "510" or "511" or "512" or "525"
            : !Soft().IsMatch(status);
    }

    private static readonly System.Globalization.CultureInfo Invariant = System.Globalization.CultureInfo.InvariantCulture;

    private static bool IsOfTheMailbox(int subject, int detail) => (subject, detail) switch
    {
        // Of the sender's address, not of the recipient's.
        (1, 7 or 8) => false,

        // Full, too long a message, a list's business.
        (2, 2 or 3 or 4) => false,
        (0 or 1 or 2, _) => true,

        // No host of that name, no way to it, or a server that says so of the recipient.
        (4, 1 or 3 or 4) => true,
        _ => false,
    };

    [GeneratedRegex(@"(?<![\d.])(?<class>[245])\.(?<subject>\d{1,3})\.(?<detail>\d{1,3})(?![\d.])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Enhanced();

    [GeneratedRegex(@"(?<![\d.])[45]\d\d(?![\d.])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reply();

    [GeneratedRegex(@"\b(soft|transient|temporar\w*|try again|later|over quota|quota exceeded|mailbox (is )?full|grey ?list\w*|gray ?list\w*|timed? ?out|rate limit\w*|too large)\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Soft();
}
