using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Problems;

namespace ActiveReach.Audiences.Imports;

/// <summary>A column of a file.</summary>
/// <param name="Header">As it stands in the file; one without a name by its number.</param>
/// <param name="Column">What it fills, as the contract names it; null when it is left out.</param>
public sealed record ImportColumn(string Header, string? Column);

/// <summary>What each column of a CSV file means.</summary>
public sealed class ImportHeader
{
    /// <summary>Most columns of a file, those left out included.</summary>
    public const int MostColumns = 1_000;

    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.Ordinal)
    {
        ["externalid"] = "external_id",
        ["id"] = "external_id",
        ["customerid"] = "external_id",
        ["firstname"] = "first_name",
        ["givenname"] = "first_name",
        ["lastname"] = "last_name",
        ["surname"] = "last_name",
        ["familyname"] = "last_name",
        ["mobile"] = "phone",
        ["phonenumber"] = "phone",
        ["mobilenumber"] = "phone",
        ["emailaddress"] = "email",
        ["mail"] = "email",
        ["sex"] = "gender",
        ["dateofbirth"] = "birthday",
        ["birthdate"] = "birthday",
        ["zone"] = "timezone",
        ["countrycode"] = "country",
        ["latitude"] = "lat",
        ["longitude"] = "lon",
        ["lng"] = "lon",
        ["locale"] = "language",
        ["tag"] = "tags",
        ["subcommunity"] = "subcommunities",
    };

    private ImportHeader(IReadOnlyList<ImportColumn> named) => (Named, Columns) = (named, [.. named.Select(each => each.Column)]);

    /// <summary>In the order of the file: the names as they stand there, and what they mean.</summary>
    public IReadOnlyList<ImportColumn> Named { get; }

    /// <summary>In the order of the file: a column of the contract, or null for one that is left out.</summary>
    public IReadOnlyList<string?> Columns { get; }

    /// <summary>Custom fields of the file.</summary>
    public IEnumerable<string> CustomFields => Columns.OfType<string>().Select(CustomName).OfType<string>();

    /// <exception cref="InvalidInputException">A column is unknown, is there twice, or none says who somebody is.</exception>
    public static ImportHeader Read(IReadOnlyList<string> header, IReadOnlyDictionary<string, string> mapping)
    {
        var names = header.Select(name => name.Trim()).ToList();
        if (names.Count > MostColumns)
            throw new InvalidInputException("header", "too_many", $"The header has {names.Count} columns; a file may have {MostColumns}. Remove those that say nothing of contacts.");
        var problems = new List<InputProblem>();
        var columns = new List<string?>();
        foreach (var name in names)
        {
            var column = mapping.TryGetValue(name, out var mapped) ? mapped : name.Length == 0 ? "-" : Meaning(name);
            if (column != "-" && !IsKnown(column))
                problems.Add(new InputProblem("header", "unknown_column", Unknown(name)));
            else if (column != "-" && columns.Contains(column))
                problems.Add(new InputProblem("header", "duplicate_column", $"The column '{column}' is there twice (the second time as '{ImportError.Shorten(name)}'). Remove one, or map it to '-'."));
            columns.Add(column == "-" ? null : column);
        }

        foreach (var missing in mapping.Keys.Where(name => !names.Contains(name)))
            problems.Add(new InputProblem("map", "unknown_column", $"The mapping names a column '{ImportError.Shorten(missing)}' that the file doesn't have."));
        if (problems.Count == 0 && !columns.Exists(column => column is "external_id" or "phone" or "email"))
            problems.Add(new InputProblem("header", "missing", "No column says who somebody is. Add external_id, phone or email."));
        if (columns.Contains("lat") != columns.Contains("lon"))
            problems.Add(new InputProblem("header", "missing", "A position needs both columns lat and lon."));
        return problems.Count == 0 ? new ImportHeader([.. names.Select((name, index) => new ImportColumn(name.Length > 0 ? name : $"(column {index + 1})", columns[index]))]) : throw new InvalidInputException(problems);
    }

    /// <summary>Whether a name of a file's column means something without being mapped, or is mapped.</summary>
    internal static bool Knows(string name, IReadOnlyDictionary<string, string> mapping) => mapping.ContainsKey(name.Trim()) || IsKnown(Meaning(name));

    /// <summary>The custom field that a column fills; null for another column.</summary>
    internal static string? CustomName(string column) => column.StartsWith("custom.", StringComparison.Ordinal) ? column["custom.".Length..] : null;

    internal static Channel? ConsentChannel(string column) =>
        column.StartsWith("consent.", StringComparison.Ordinal) && ChannelNames.TryParse(column["consent.".Length..], out var channel) ? channel : null;

    private static string Meaning(string name)
    {
        var trimmed = name.Trim();
        if (IsKnown(trimmed))
            return trimmed;
        var plain = trimmed.ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
        if (IsKnown(plain))
            return plain;
        var bare = plain.Replace("_", "", StringComparison.Ordinal);
        return Synonyms.GetValueOrDefault(bare) ?? (IsKnown(bare) ? bare : plain);
    }

    private static bool IsKnown(string column) =>
        ContactColumn.ByName.ContainsKey(column)
        || column is "tags" or "subcommunities"
        || (CustomName(column) is { } custom && ContactRules.IsCustomName(custom))
        || ConsentChannel(column) is not null;

    private static string Unknown(string name) =>
        $"The column '{ImportError.Shorten(name)}' is unknown. Use {string.Join(", ", ContactColumn.All.Select(column => column.Name))}, subcommunities, tags, consent.CHANNEL or custom.NAME (NAME: a letter, then up to 39 of A-Z a-z 0-9 _), or map it with map={ImportError.Shorten(name)}:COLUMN ('-' leaves it out).";
}
