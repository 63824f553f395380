namespace ActiveReach.Audiences.Imports.Headers;

/// <summary>The export of contacts of another tool: by which headers it is recognised, and what its columns mean. A header that isn't in the
/// table and means nothing by itself is a field that its users made: it becomes a custom field.</summary>
/// <param name="Tool">Its name, as people know it.</param>
/// <param name="Marks">Headers that this tool writes, to the letter; <paramref name="Needed"/> of them recognise the file.</param>
/// <param name="Columns">Header → <see cref="ColumnMeaning"/>, or <c>-</c> for what says nothing of a person.</param>
internal sealed record KnownExport(string Tool, IReadOnlyList<string> Marks, int Needed, IReadOnlyDictionary<string, string> Columns)
{
    /// <summary>Beginnings of headers whose rest is its users' own, and what such columns mean.</summary>
    public IReadOnlyList<(string Beginning, string Meaning)> Families { get; init; } = [];

    /// <summary>Columns whose yes counts only in a file that tells the no as well, in one of <see cref="Standing"/>: left alone, an old yes
    /// would outlive the unsubscribing.</summary>
    public IReadOnlyList<string> NeedStanding { get; init; } = [];

    /// <summary>Headers that tell who has said no since.</summary>
    public IReadOnlyList<string> Standing { get; init; } = [];

    public bool Fits(IReadOnlyCollection<string> headers) => Marks.Count(mark => headers.Contains(mark, StringComparer.Ordinal)) >= Needed;

    /// <summary>What a header means in this export; null when the table doesn't know it.</summary>
    /// <param name="headers">All of the file.</param>
    public string? MeaningOf(string header, IReadOnlyCollection<string> headers)
    {
        var meaning = Columns.GetValueOrDefault(header) ?? Families.FirstOrDefault(family => header.StartsWith(family.Beginning, StringComparison.OrdinalIgnoreCase)).Meaning;
        return meaning is not null && NeedStanding.Contains(header, StringComparer.OrdinalIgnoreCase) && !headers.Any(each => Standing.Contains(each, StringComparer.OrdinalIgnoreCase))
            ? $"{meaning}~"
            : meaning;
    }
}
