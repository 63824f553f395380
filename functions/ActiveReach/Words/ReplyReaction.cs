using System.Buffers;
using System.Globalization;
using System.Text;

namespace ActiveReach.Words;

/// <summary>What a phone sends where somebody taps a heart on a message and the other side can't show it: <c>Liked “…”</c>, <c>👍 to “…”</c>.
/// The quoted words are the sender's own, so only what stands behind them was said.</summary>
internal static class ReplyReaction
{
    private static readonly SearchValues<char> Quotes = SearchValues.Create("\"“”„‟«»″「」『』《》〈〉");
    private static readonly SearchValues<char> SingleQuotes = SearchValues.Create("'‘’‚‹›");

    private static readonly HashSet<string> Before = Folded(ReactionWords.Before);
    private static readonly HashSet<string> BesideEmoji = Folded(ReactionWords.BesideEmoji);
    private static readonly HashSet<string> After = Folded(ReactionWords.After);

    public static string Without(string text)
    {
        var open = text.AsSpan().IndexOfAny(Quotes);
        return (open >= 0 ? Without(text, open, Quotes) : null) ?? WithoutSingle(text) ?? text;
    }

    /// <summary><c>Liked 'Big sale'</c>: between words the same mark is an apostrophe.</summary>
    private static string? WithoutSingle(string text)
    {
        for (var at = 1; at < text.Length; at++)
        {
            if (SingleQuotes.Contains(text[at]) && char.IsWhiteSpace(text[at - 1]))
                return Without(text, at, SingleQuotes);
        }

        return null;
    }

    /// <summary>Null where it is no reaction.</summary>
    private static string? Without(string text, int open, SearchValues<char> quotes)
    {
        // A long message is cut, and its quotation then may have no end.
        var close = text.AsSpan(open + 1).LastIndexOfAny(quotes);
        var (lead, tail) = (text[..open], close < 0 ? "" : text[(open + close + 2)..]);
        var (before, after) = (Fold(lead), Fold(tail));
        if (before.Length == 0 && !HasEmoji(lead))
            return After.Contains(after) ? "" : null;
        if (!Before.Contains(before) && !(HasEmoji(lead) && (before.Length == 0 || BesideEmoji.Contains(before))))
            return null;
        return After.Contains(after) ? "" : tail;
    }

    private static bool HasEmoji(string text) => text.EnumerateRunes().Any(rune => Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol);

    private static HashSet<string> Folded(string list) =>
        [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Fold)];

    private static string Fold(string words) => FoldedText.Of(words) is { Count: > 0 } text ? text.Between(0, text.Count).ToString() : "";
}
