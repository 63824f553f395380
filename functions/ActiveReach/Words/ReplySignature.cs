namespace ActiveReach.Words;

/// <summary>What a mail program hangs below the words of a person: a signature after a line of dashes, and the quoted message. The line that
/// a phone writes ("Sent from …") is known by its words instead; see <see cref="LanguageWords.Signature"/>.</summary>
internal static class ReplySignature
{
    private const string Dashes = "-–—_=*~";

    /// <summary>What was said, and what stands below the mark of a signature. Quoted lines belong to neither, wherever they stand.</summary>
    public static (string Said, string Below) Split(string text)
    {
        if (!text.Contains('\n', StringComparison.Ordinal))
            return (text, "");
        var all = text.Split('\n');
        var lines = all.Where((line, index) => !IsQuoted(line) && !IsAboveQuote(all, index)).ToList();
        if (lines.TrueForAll(string.IsNullOrWhiteSpace))
            return (all[0], "");
        var mark = lines.FindIndex(1, IsEnd);
        return mark < 0 ? (string.Join('\n', lines), "") : (string.Join('\n', lines.Take(mark)), string.Join('\n', lines.Skip(mark + 1)));
    }

    private static bool IsQuoted(string line) => line.TrimStart().StartsWith('>');

    /// <summary>"On 1 December Shop wrote:".</summary>
    private static bool IsAboveQuote(string[] lines, int index) =>
        index + 1 < lines.Length && IsQuoted(lines[index + 1]) && lines[index].TrimEnd().EndsWith(':') && lines[index].Trim().Contains(' ', StringComparison.Ordinal);

    private static bool IsEnd(string line)
    {
        var text = line.Trim();
        return text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("___", StringComparison.Ordinal)
            || text is "—" or "–" || (text.Length >= 2 && text.All(character => Dashes.Contains(character, StringComparison.Ordinal)));
    }
}
