using System.Globalization;
using System.Text;
using ActiveReach.Documents;

namespace ActiveReach.Azure.Documents;

/// <summary>Where a document stands in a list, as one text that sorts as value and id do: numbers, then texts, equal values by id. One text needs
/// no composite index, and tells where the next page begins.</summary>
/// <remarks>It holds nothing beyond U+F7FF, so that it sorts by code points whether a store compares UTF-8 or UTF-16: each character from U+E000 is written
/// as two of the private area, in their order.</remarks>
internal static class DocumentPlaces
{
    /// <summary>The list by id. No field is called so.</summary>
    public const string ById = "#id";

    /// <summary>Less than any character of a value, so that a value stands before those that begin with it.</summary>
    private const char End = '\u0001';

    private const int FirstFolded = 0xE000;
    private const int FirstLow = 0xE800;
    private const int LowBits = 12;

    public static string Of(FieldValue value, string id) => $"{Of(value)}{End}{Fold(id)}";

    /// <summary>Before every document with this value, and behind all with a smaller one.</summary>
    public static string Of(FieldValue value) => value.Text is { } text ? "t" + Fold(text) : "n" + Sortable(value.Number);

    public static string OfId(string id) => Fold(id);

    /// <summary>The bits of a number, turned so that they sort as numbers do.</summary>
    private static string Sortable(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number + 0.0);
        return (bits < 0 ? ~bits : bits ^ long.MinValue).ToString("x16", CultureInfo.InvariantCulture);
    }

    private static string Fold(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uFFFF'))
            return text;
        var folded = new StringBuilder(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value < FirstFolded)
                folded.Append((char)rune.Value);
            else
                folded.Append((char)(FirstFolded + ((rune.Value - FirstFolded) >> LowBits))).Append((char)(FirstLow + ((rune.Value - FirstFolded) & ((1 << LowBits) - 1))));
        }

        return folded.ToString();
    }
}
