using System.Globalization;

namespace ActiveReach.Media.Attached;

/// <summary>What an attachment is called where it arrives.</summary>
public static class AttachmentName
{
    public const int Longest = 120;

    private const string Unfit = "/\\:*?\"<>|";

    /// <summary>Whether it is a name of a file, whatever system it is saved on: no path, no line break, and nothing that turns letters round to show another ending.</summary>
    public static bool IsFit(string name) => name.Length is > 0 and <= Longest && name.Trim() == name && name[0] != '.' && name[^1] != '.' && name.EnumerateRunes().All(IsFit);

    /// <summary>Whether programs take it for what it is.</summary>
    public static bool EndsAs(string name, MediaType type) =>
        name.LastIndexOf('.') is > 0 and var dot && (name.AsSpan(dot + 1).Equals(type.Ending, StringComparison.OrdinalIgnoreCase) || (type == MediaType.Jpeg && name.AsSpan(dot + 1).Equals("jpeg", StringComparison.OrdinalIgnoreCase)));

    /// <summary>The upload's own, mended where it must be.</summary>
    public static string Of(string uploaded, MediaType type)
    {
        var name = string.Concat(uploaded.EnumerateRunes().Select(letter => IsFit(letter) ? letter.ToString() : "_")).Trim(' ', '.');
        return EndsAs(name, type) ? name : $"{(name.Length is 0 ? "file" : name)}.{type.Ending}";
    }

    private static bool IsFit(System.Text.Rune letter) =>
        System.Text.Rune.GetUnicodeCategory(letter) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        && letter.Value != System.Text.Rune.ReplacementChar.Value && !(letter.IsBmp && Unfit.Contains((char)letter.Value, StringComparison.Ordinal));
}
