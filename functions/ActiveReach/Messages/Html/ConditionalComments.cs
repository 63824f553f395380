namespace ActiveReach.Messages.Html;

/// <summary>Comments that Outlook reads: <c>&lt;!--[if mso]&gt;…&lt;![endif]--&gt;</c> is HTML for it alone, and what stands between
/// <c>&lt;!--[if !mso]&gt;&lt;!--&gt;</c> and <c>&lt;!--&lt;![endif]--&gt;</c> is for all others.</summary>
internal static class ConditionalComments
{
    private const string End = "<![endif]";

    /// <summary>What only Outlook reads of a comment; null when that is nothing.</summary>
    public static (int Start, int End)? Inside(string source, HtmlPart comment)
    {
        var text = source.AsSpan(comment.Start, comment.End - comment.Start);
        if (!Begins(comment.Name) || IsOpening(comment.Name))
            return null;
        var start = text.IndexOf("]>", StringComparison.Ordinal);
        var end = text.LastIndexOf(End, StringComparison.OrdinalIgnoreCase);
        return start < 0 || end < start + 2 ? null : (comment.Start + start + 2, comment.Start + end);
    }

    /// <summary>What follows is not for everybody.</summary>
    public static bool IsOpening(string comment)
    {
        var text = comment.AsSpan().Trim();
        return Begins(comment) && (text.EndsWith("<!--", StringComparison.Ordinal) || text.EndsWith("<!", StringComparison.Ordinal) || text.EndsWith("]>", StringComparison.Ordinal) || text.IndexOf('>') < 0);
    }

    public static bool IsClosing(string comment) => comment.AsSpan().Trim() is var text
        && (text.Equals("[endif]", StringComparison.OrdinalIgnoreCase) || text.Equals(End, StringComparison.OrdinalIgnoreCase));

    private static bool Begins(string comment) => comment.AsSpan().TrimStart().StartsWith("[if", StringComparison.OrdinalIgnoreCase);
}
