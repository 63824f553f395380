using System.Text;
using AngleSharp.Dom;

namespace ActiveReach.Messages.Html;

/// <summary>What inboxes show of a mail beside its subject: how its body begins, seen or not.</summary>
internal static class InboxLine
{
    /// <summary>About as many as the widest show.</summary>
    private const int Longest = 140;

    private static readonly string[] Unread = ["style", "script", "title", "template"];

    /// <param name="html">As it came out for somebody.</param>
    /// <returns>Null where it begins with nothing, or can't be read.</returns>
    public static string? Of(string html)
    {
        if (HtmlReading.Of(html)?.Document.Body is not { } seen)
            return null;
        var line = new StringBuilder(Longest);
        foreach (var text in seen.Descendants<IText>().Where(text => !Unread.Contains(text.ParentElement?.LocalName)))
        {
            foreach (var letter in text.Data)
            {
                if (letter is not (' ' or '\t' or '\r' or '\n'))
                    line.Append(letter);
                else if (line.Length > 0 && line[^1] != ' ')
                    line.Append(' ');
            }

            if (line.Length >= Longest)
                break;
            if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }

        // What keeps the body out of a preheader ends it.
        var words = line.ToString(0, Math.Min(line.Length, Longest));
        return (words.IndexOf("\u200C\u00A0", StringComparison.Ordinal) is var end and >= 0 ? words[..end] : words).Trim() is { Length: > 0 } shown ? shown : null;
    }
}
