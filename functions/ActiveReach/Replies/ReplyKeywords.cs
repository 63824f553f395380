using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ActiveReach.Replies;

/// <summary>What a text asks for. A keyword counts only when it is the whole text; other words that ask to stop are left to a
/// person. Source: CTIA Messaging Principles; keywords of the carriers.</summary>
public static partial class ReplyKeywords
{
    private static readonly HashSet<string> Stop = new(StringComparer.Ordinal)
    {
        "STOP", "STOPALL", "STOP ALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "OPT OUT", "ARRET",
    };

    private static readonly HashSet<string> Start = new(StringComparer.Ordinal) { "START", "YES", "UNSTOP" };

    private static readonly HashSet<string> Help = new(StringComparer.Ordinal) { "HELP", "INFO" };

    /// <summary>Longer texts are cut before they are looked at.</summary>
    private const int Longest = 2000;

    public static ReplyKind Classify(string text)
    {
        var words = Fold(text.Length <= Longest ? text : text[..Longest]);
        if (Stop.Contains(words))
            return ReplyKind.OptOut;
        if (Start.Contains(words))
            return ReplyKind.OptIn;
        if (Help.Contains(words))
            return ReplyKind.Help;
        return AsksToStop().IsMatch(words) && !Wants().IsMatch(words) ? ReplyKind.StopRequest : ReplyKind.Reply;
    }

    /// <summary>Upper case without accents and punctuation, single spaces.</summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (folded.Length > 0 && folded[^1] != ' ')
                    folded.Append(' ');
            }
            else if (Rune.IsLetterOrDigit(rune))
            {
                foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes().Where(Rune.IsLetterOrDigit))
                    folded.Append(Rune.ToUpperInvariant(part));
            }
        }

        return folded.ToString().Trim();
    }

    [GeneratedRegex(
        @"\b(STOP|QUIT|CEASE) (TEXTING|MESSAGING|SENDING|CONTACTING|CALLING|SPAMMING|EMAILING|BOTHERING|WRITING|THESE|THIS|ME|IT|NOW|PLEASE)\b|\bPLEASE STOP\b|\b(DONT|DO NOT|NEVER) (TEXT|MESSAGE|SEND|CONTACT|CALL|EMAIL|WRITE|BOTHER)\b"
        + @"|\b(REMOVE|DELETE|UNSUBSCRIBE|TAKE) ME\b|\bOPT ME OUT\b|\bOPTOUT|\bOPT OUT\b|\bNO MORE (TEXTS?|MESSAGES?|SMS|SPAM|ADS?)\b|\bLEAVE ME ALONE\b|\bUNSUBSCRIBE\b|\b(WANT|LIKE) (YOU )?(TO|THIS TO) (STOP|UNSUBSCRIBE)\b",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AsksToStop();

    [GeneratedRegex(@"\b(DONT|DO NOT|NEVER|CANT|WONT|WHY) (EVER )?(STOP|QUIT|UNSUBSCRIBE)\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Wants();
}
