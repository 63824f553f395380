namespace ActiveReach.Audiences.Imports.Headers;

/// <summary>A column of a file.</summary>
/// <param name="Header">As it stands in the file; one without a name by its number.</param>
/// <param name="Column">What it fills, as <see cref="ColumnMeaning"/> writes it; null when it is left out.</param>
/// <param name="IsGuess">Nobody said so: the header of a known export, otherwise unknown, became a custom field. Empty, it makes none.</param>
public sealed record ImportColumn(string Header, string? Column, bool IsGuess = false);

/// <summary>What is said of the columns of a file.</summary>
public static class ImportColumns
{
    /// <summary>The headers that something is read from, and what they fill.</summary>
    public static IReadOnlyDictionary<string, string> Used(this IEnumerable<ImportColumn> columns) => columns
        .Where(each => each.Column is not null)
        .DistinctBy(each => each.Header, StringComparer.Ordinal)
        .ToDictionary(each => each.Header, each => each.Column!, StringComparer.Ordinal);

    /// <summary>The headers that nothing is read from.</summary>
    public static IReadOnlyList<string> LeftOut(this IEnumerable<ImportColumn> columns) => [.. columns.Where(each => each.Column is null).Select(each => each.Header)];
}
