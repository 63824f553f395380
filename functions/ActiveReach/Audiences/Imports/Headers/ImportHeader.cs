using ActiveReach.Audiences.Contacts;
using ActiveReach.Problems;

namespace ActiveReach.Audiences.Imports.Headers;

/// <summary>What each column of a CSV file means: as the sender maps it, as the tool that wrote it is known to mean it, or by its name.</summary>
public sealed class ImportHeader
{
    /// <summary>Most columns of a file, those left out included.</summary>
    public const int MostColumns = 1_000;

    private ImportHeader(string? tool, IReadOnlyList<ImportColumn> columns)
    {
        Tool = tool;
        Columns = columns;
        Meanings = [.. columns.Select(each => each.Column is { } column ? ColumnMeaning.Parse(column) : null)];
    }

    /// <summary>The tool whose export it is, where it is one of those known.</summary>
    public string? Tool { get; }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<ImportColumn> Columns { get; }

    /// <summary>In the order of the file; null for a column that is left out.</summary>
    public IReadOnlyList<ColumnMeaning?> Meanings { get; }

    /// <summary>Custom fields of the file.</summary>
    public IEnumerable<string> CustomFields => Meanings.Select(each => each?.CustomField).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <exception cref="InvalidInputException">A column is unknown, is there twice, or none says who somebody is.</exception>
    public static ImportHeader Read(IReadOnlyList<string> header, IReadOnlyDictionary<string, string> mapping)
    {
        if (header.Count > MostColumns)
            throw new InvalidInputException("header", "too_many", $"The header has {header.Count} columns; a file may have {MostColumns}. Remove those that say nothing of contacts.");
        var names = header.Select(name => name.Trim()).ToList();
        var tool = KnownExports.Recognise(names);
        var problems = new List<InputProblem>();
        var columns = new List<ImportColumn>();
        foreach (var name in names)
        {
            var column = Meaning(name, names, tool, mapping, columns.Count);
            if (tool is not null && !mapping.ContainsKey(name) && IsRepeated(column, columns))
                column = column with { Column = null };
            if (column.Column is not null)
                problems.AddRange(Problems(name, column, columns));
            columns.Add(column);
        }

        foreach (var missing in mapping.Keys.Where(name => !names.Contains(name)))
            problems.Add(new InputProblem("map", "unknown_column", $"The mapping names a column '{InputProblem.Shorten(missing)}' that the file doesn't have."));
        var read = new ImportHeader(tool?.Tool, columns);
        if (problems.Count == 0)
            problems.AddRange(read.Incomplete());
        return problems.Count == 0 ? read : throw new InvalidInputException(problems);
    }

    /// <summary>Whether a header means something without being mapped, or is mapped.</summary>
    internal static bool Knows(string header, IReadOnlyDictionary<string, string> mapping) =>
        mapping.ContainsKey(header.Trim()) || ColumnMeaning.Parse(ColumnNames.Of(header.Trim())) is not null;

    private static ImportColumn Meaning(string name, List<string> names, KnownExport? tool, IReadOnlyDictionary<string, string> mapping, int index)
    {
        if (mapping.TryGetValue(name, out var mapped))
            return new ImportColumn(name, mapped == "-" ? null : mapped);
        if (name.Length == 0)
            return new ImportColumn($"(column {index + 1})", null);
        if (tool is null)
            return new ImportColumn(name, ColumnNames.Of(name));
        if (tool.MeaningOf(name, names) is { } known)
            return new ImportColumn(name, known == "-" ? null : known, known.StartsWith("custom.", StringComparison.Ordinal));
        var named = ColumnNames.Of(name);
        return ColumnMeaning.Parse(named) is not null ? new ImportColumn(name, named) : new ImportColumn(name, ColumnNames.CustomFieldFor(name), IsGuess: true);
    }

    private static IEnumerable<InputProblem> Problems(string name, ImportColumn column, List<ImportColumn> before)
    {
        if (ColumnMeaning.Parse(column.Column!) is null)
            yield return new InputProblem("header", "unknown_column", Unknown(name));
        else if (IsRepeated(column, before))
            yield return new InputProblem("header", "duplicate_column", $"The column '{column.Column}' is there twice (the second time as '{InputProblem.Shorten(name)}'). Remove one, or map it to '-'.");
    }

    private static bool IsRepeated(ImportColumn column, List<ImportColumn> before) =>
        column.Column is not null && ColumnMeaning.Parse(column.Column) is { MayRepeat: false } && before.Exists(each => each.Column == column.Column);

    private IEnumerable<InputProblem> Incomplete()
    {
        var names = Meanings.Select(each => each?.Name).ToHashSet();
        if (!names.Overlaps(["external_id", "phone", "email"]))
            yield return new InputProblem("header", "missing", "No column says who somebody is. Add external_id, phone or email.");
        if (names.Contains("lat") != names.Contains("lon"))
            yield return new InputProblem("header", "missing", "A position needs both columns lat and lon.");
    }

    private static string Unknown(string name) =>
        $"The column '{InputProblem.Shorten(name)}' is unknown. Use {string.Join(", ", ContactFields.All.Select(field => field.Name))}, consent.CHANNEL or custom.NAME (NAME: a letter, then up to 39 of A-Z a-z 0-9 _), or map it with map={InputProblem.Shorten(name)}:COLUMN ('-' leaves it out).";
}
