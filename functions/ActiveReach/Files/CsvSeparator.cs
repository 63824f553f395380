namespace ActiveReach.Files;

/// <summary>What stands between the cells of a file: as its first line says (<c>sep=;</c>, which spreadsheets write and read), else that of
/// <c>, ; | tab</c> with which its header names most columns that are known, and of those the one that makes most columns.</summary>
internal static class CsvSeparator
{
    private const int LongestHeader = 64 * 1024;

    private static readonly char[] Candidates = [',', ';', '\t', '|'];

    /// <param name="isKnown">Whether a name of a column means something.</param>
    /// <returns>The separator, and whether the first row says so and is no header.</returns>
    public static (char Separator, bool IsTold) Of(TextReader text, Func<string, bool> isKnown)
    {
        var beginning = new char[LongestHeader];
        var length = text.ReadBlock(beginning, 0, beginning.Length);
        var header = new string(beginning, 0, length);
        if (Told(header) is { } told)
            return (told, true);
        var best = Candidates.Select(candidate => Columns(header, candidate)).Select((columns, index) => (Index: index, Known: columns.Count(isKnown), columns.Count))
            .OrderByDescending(each => each.Known).ThenByDescending(each => each.Count).ThenBy(each => each.Index).First();
        return (Candidates[best.Index], false);
    }

    private static char? Told(string header)
    {
        var first = header.AsSpan().TrimStart('\uFEFF').TrimStart("\r\n");
        first = first[..(first.IndexOfAny('\r', '\n') is >= 0 and var end ? end : first.Length)];
        if (first is ['"', .., '"'])
            first = first[1..^1];
        return first.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && first.Length == 5 ? first[4] : null;
    }

    private static List<string> Columns(string header, char separator)
    {
        using var text = new StringReader(header);
        var rows = new CsvRows(text, separator);
        try
        {
            return rows.Read() ? [.. Enumerable.Range(0, rows.Count).Select(index => rows[index].ToString())] : [];
        }
        catch (Problems.InvalidInputException)
        {
            // Not with this separator; if with none, whoever reads the file is told.
            return [];
        }
    }
}
