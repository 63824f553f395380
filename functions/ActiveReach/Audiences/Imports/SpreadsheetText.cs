namespace ActiveReach.Audiences.Imports;

/// <summary>Text that a spreadsheet would run as a formula gets an apostrophe in front when it is written to a file, and loses it again
/// when it is read.</summary>
public static class SpreadsheetText
{
    public static string Safe(string text) => text.Length > 0 && IsFormula(text) ? "'" + text : text;

    public static string Plain(string cell) => cell.Length > 1 && cell[0] == '\'' && IsFormula(cell.AsSpan(1)) ? cell[1..] : cell;

    // An apostrophe before one that was there already keeps both ways exact.
    private static bool IsFormula(ReadOnlySpan<char> text) => text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' || (text[0] == '\'' && text.Length > 1 && IsFormula(text[1..]));
}
