using System.Globalization;
using System.Text.RegularExpressions;
using System.Text;

namespace ActiveReach.Words;

/// <summary>A text as it is compared: compatibility forms resolved, in capitals, without accents, apostrophes, emoji and what can't be seen,
/// cut into words. Scripts that are written without spaces count as one word a character, so a phrase is found by comparing whole
/// stretches of words without the spaces between them: <c>S.T.O.P.</c>, <c>opt-out</c> and <c>请停止发送</c> need no rules of their own.</summary>
internal sealed partial class FoldedText
{
    private const string Apostrophes = "'’‘ʼ‛`´ʻ′＇";
    private const string ClauseEnds = ".!?;,…。、،؛؟۔।॥–—()\n\r";

    /// <summary>Longer ones are nobody's words.</summary>
    private const int LongestRepeated = 80;

    private readonly StringBuilder folded = new();
    private readonly StringBuilder exact = new();
    private readonly List<Word> words = [];
    private bool isBetween = true;
    private bool opensClause;
    private bool lastWasSpace = true;

    private FoldedText(string text)
    {
        // Half of a surrogate pair, or a code point that is no character, could not be normalized.
        var whole = string.Concat(text.EnumerateRunes().Select(rune =>
            Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherNotAssigned ? " " : Apostrophes.Contains(rune.ToString(), StringComparison.Ordinal) ? "'" : rune.ToString()));
        foreach (var rune in whole.Normalize(NormalizationForm.FormKC).EnumerateRunes())
            Add(rune);
        Close();
        Letters = folded.ToString();
    }

    private enum Script
    {
        Spaced,
        Number,
        Unspaced,
    }

    public int Count => words.Count;

    /// <summary>All words without the spaces between them.</summary>
    private string Letters { get; }

    public static FoldedText Of(string text) => new(text);

    public ReadOnlySpan<char> Between(int from, int to) => Letters.AsSpan(words[from].Start, words[to - 1].End - words[from].Start);

    /// <summary>The same in capitals with its accents.</summary>
    public string ExactBetween(int from, int to) => exact.ToString(words[from].ExactStart, words[to - 1].ExactEnd - words[from].ExactStart);

    public bool IsNumber(int word) => words[word].Script is Script.Number;

    /// <summary>Whether a sentence, a line or a part of a sentence begins with this word.</summary>
    public bool OpensClause(int word) => word == 0 || words[word].OpensClause;

    private void Add(Rune rune)
    {
        var category = Rune.GetUnicodeCategory(rune);
        if (IsUnseen(rune, category) || rune.Value == '\'')
            return;
        var isMark = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
        if (isMark && words.Count > 0 && !isBetween)
            Append(rune);
        else if (Rune.IsLetter(rune) || category is UnicodeCategory.DecimalDigitNumber)
            AddToWord(rune, category is UnicodeCategory.DecimalDigitNumber ? Script.Number : IsUnspaced(rune) ? Script.Unspaced : Script.Spaced);
        else if (!isMark)
            AddBreak(rune, category);
    }

    private void AddToWord(Rune rune, Script script)
    {
        if (isBetween || script is Script.Unspaced || words[^1].Script != script)
        {
            Close();
            words.Add(new Word(folded.Length, folded.Length, exact.Length, exact.Length, script, opensClause));
            (isBetween, opensClause) = (false, false);
        }

        Append(rune);
        lastWasSpace = false;
    }

    private void AddBreak(Rune rune, UnicodeCategory category)
    {
        isBetween = true;
        opensClause |= ClauseEnds.Contains(rune.ToString(), StringComparison.Ordinal) || category is UnicodeCategory.OtherSymbol || (rune.Value == '-' && lastWasSpace);
        lastWasSpace = Rune.IsWhiteSpace(rune);
    }

    private void Append(Rune rune)
    {
        exact.Append(Rune.ToUpperInvariant(rune));
        if (rune.IsAscii)
        {
            folded.Append((char)Rune.ToUpperInvariant(rune).Value);
            return;
        }

        var parts = rune.ToString().Normalize(NormalizationForm.FormD);
        var isAccented = parts.EnumerateRunes().Any(IsAccent);
        foreach (var part in isAccented ? parts.EnumerateRunes().Where(part => !IsAccent(part)) : [rune])
            folded.Append(Plain(part) ?? Rune.ToUpperInvariant(part).ToString());
    }

    private void Close()
    {
        if (words.Count == 0)
            return;
        var start = words[^1].Start;
        if (words[^1].Script is Script.Spaced && folded.Length - start is > 3 and <= LongestRepeated)
        {
            var word = Repeated().Replace(Drawn().Replace(folded.ToString(start, folded.Length - start), "${letter}"), "${word}");
            folded.Length = start;
            folded.Append(word);
        }

        words[^1] = words[^1] with { End = folded.Length, ExactEnd = exact.Length };
    }

    /// <summary>A letter drawn out: STOOOOP.</summary>
    [GeneratedRegex(@"(?<letter>.)\k<letter>{2,}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Drawn();

    /// <summary>A word said several times in one breath: STOPSTOP.</summary>
    [GeneratedRegex(@"^(?<word>.{3,}?)\k<word>+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Repeated();

    /// <summary>Letters that are no letter with an accent, but are written as others where a keyboard lacks them.</summary>
    private static string? Plain(Rune letter) => letter.Value switch
    {
        'ß' or 'ẞ' => "SS",
        'ı' => "I",
        'ø' or 'Ø' => "O",
        'ł' or 'Ł' => "L",
        'đ' or 'Đ' or 'ð' or 'Ð' => "D",
        'æ' or 'Æ' => "AE",
        'œ' or 'Œ' => "OE",
        'þ' or 'Þ' => "TH",
        'ə' or 'Ə' => "E",
        'ς' => "Σ",
        'ى' or 'ی' => "ي",
        'ک' => "ك",
        'ة' => "ه",
        _ => null,
    };

    /// <summary>Marks that people leave out: accents of Latin, Greek and Cyrillic letters, points of Hebrew and Arabic ones.</summary>
    private static bool IsAccent(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark && rune.Value is (>= 0x300 and <= 0x36f) or (>= 0x483 and <= 0x487) or (>= 0x591 and <= 0x5c7) or (>= 0x610 and <= 0x61a)
        or (>= 0x64b and <= 0x65f) or 0x670 or (>= 0x6d6 and <= 0x6ed) or (>= 0x1ab0 and <= 0x1aff) or (>= 0x1dc0 and <= 0x1dff);

    /// <summary>Bidirectional marks, joiners, zero-width spaces, variation selectors, fillers and the Arabic stretching stroke.</summary>
    private static bool IsUnseen(Rune rune, UnicodeCategory category) => category is UnicodeCategory.Format
        || rune.Value is (>= 0xfe00 and <= 0xfe0f) or 0x34f or 0x640 or 0x115f or 0x1160 or 0x3164 or 0xffa0 or 0x17b4 or 0x17b5 or 0x20e3;

    /// <summary>Thai, Lao, Burmese and Khmer, kana, Chinese characters, and Korean, whose endings grow onto the word.</summary>
    private static bool IsUnspaced(Rune rune) => rune.Value is (>= 0xe00 and <= 0xeff) or (>= 0x1000 and <= 0x109f) or (>= 0x1780 and <= 0x17ff) or (>= 0x3040 and <= 0x30ff)
        or (>= 0x3400 and <= 0x9fff) or (>= 0xac00 and <= 0xd7a3) or (>= 0xf900 and <= 0xfaff) or (>= 0x20000 and <= 0x3ffff);

    private readonly record struct Word(int Start, int End, int ExactStart, int ExactEnd, Script Script, bool OpensClause);
}
