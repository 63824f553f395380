namespace ActiveReach.Audiences.Imports.Headers;

/// <summary>The export of contacts of another tool: by which headers it is recognised, and what its columns mean. A header that isn't in the
/// table and means nothing by itself is a field that its users made: it becomes a custom field.</summary>
/// <param name="Tool">Its name, as people know it.</param>
/// <param name="Marks">Headers that only this tool writes; <paramref name="Needed"/> of them recognise the file.</param>
/// <param name="Columns">Header → <see cref="ColumnMeaning"/>, or <c>-</c> for what says nothing of a person.</param>
internal sealed record KnownExport(string Tool, IReadOnlyList<string> Marks, int Needed, IReadOnlyDictionary<string, string> Columns)
{
    public bool Fits(IReadOnlyCollection<string> headers) => Marks.Count(mark => headers.Contains(mark, StringComparer.OrdinalIgnoreCase)) >= Needed;

    /// <summary>What a header means in this export, as it is or in the spelling of columns; null when the table doesn't know it.</summary>
    public string? MeaningOf(string header) => Columns.GetValueOrDefault(header);
}
