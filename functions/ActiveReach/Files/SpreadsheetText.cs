namespace ActiveReach.Files;

/// <summary>Text on its way through spreadsheets. What one would run as a formula gets an apostrophe in front when it is written to a file, and
/// what it would take for a number (<c>+34600123456</c>, <c>00170</c>) is written as <c>="…"</c> in files that are made for spreadsheets.
/// Both lose that again when they are read; so do digits behind an apostrophe, as shops export their ids and phones.</summary>
public static class SpreadsheetText
{
    public static string Safe(string text) => text.Length > 0 && IsFormula(text) ? "'" + text : text;

    /// <summary>The text as a spreadsheet shows and keeps it.</summary>
    public static string Kept(string text) => IsNumber(text) ? $"=\"{text}\"" : Safe(text);

    public static string Plain(string cell)
    {
        if (cell is ['=', '"', .., '"'] && cell.Length > 3 && IsNumber(cell.AsSpan(2, cell.Length - 3)))
            return cell[2..^1];
        return cell.Length > 1 && cell[0] == '\'' && (IsFormula(cell.AsSpan(1)) || IsNumber(cell.AsSpan(1))) ? cell[1..] : cell;
    }

    // An apostrophe before one that was there already keeps both ways exact.
    private static bool IsFormula(ReadOnlySpan<char> text) => text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' || (text[0] == '\'' && text.Length > 1 && (IsFormula(text[1..]) || IsNumber(text[1..])));

    private static bool IsNumber(ReadOnlySpan<char> text) =>
        text.Length > 0 && (text[0] == '+' ? text.Length > 1 && text[1..].IndexOfAnyExceptInRange('0', '9') < 0 : text.IndexOfAnyExceptInRange('0', '9') < 0);
}
