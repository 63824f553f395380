namespace ActiveReach.Replies.Words;

/// <summary>What a mail program hangs below the words of a person: a signature after a line of dashes, and the quoted message. The line that
/// a phone writes ("Sent from …") is known by its words instead; see <see cref="LanguageWords.Signature"/>.</summary>
internal static class ReplySignature
{
    private const string Dashes = "-–—_=*~";

    public static string Without(string text)
    {
        if (!text.Contains('\n', StringComparison.Ordinal))
            return text;
        var lines = text.Split('\n');
        var said = 0;
        while (said < lines.Length && !(said > 0 && IsEnd(lines[said])))
            said++;

        // "On 1 December Shop wrote:" stands above what is quoted.
        if (said > 1 && said < lines.Length && lines[said].TrimStart().StartsWith('>') && lines[said - 1].TrimEnd().EndsWith(':'))
            said--;
        return string.Join('\n', lines.Take(said));
    }

    private static bool IsEnd(string line)
    {
        var text = line.Trim();
        return text.StartsWith('>') || text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("___", StringComparison.Ordinal)
            || text is "—" or "–" || (text.Length >= 2 && text.All(character => Dashes.Contains(character, StringComparison.Ordinal)));
    }
}
