using System.Text;
using System.Text.Json;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Problems;

namespace ActiveReach.Audiences.Imports;

/// <summary>Reads the rows of a file one by one, in constant memory.</summary>
public sealed class ImportReader : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly StreamReader text;
    private readonly CsvRows? csv;
    private readonly ImportHeader? header;
    private readonly IReadOnlyDictionary<string, FieldType> customFields;
    private readonly DateOnly today;
    private readonly CellReader[] cells = [];
    private long line;

    private delegate string? CellReader(ContactDraft draft, string cell);

    /// <param name="customFields">Declared fields; a column of the file that isn't among them is text.</param>
    /// <exception cref="InvalidInputException">The header is wrong.</exception>
    public ImportReader(Stream file, ImportFormat format, IReadOnlyDictionary<string, string> mapping, IReadOnlyDictionary<string, FieldType> customFields, DateOnly today)
    {
        text = new StreamReader(file, Utf8, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024);
        this.customFields = customFields;
        this.today = today;
        if (format == ImportFormat.Ndjson)
            return;
        csv = new CsvRows(text);
        if (!csv.Read())
            throw new InvalidInputException("header", "missing", "The file has no header line. Begin it with the names of the columns.");
        header = ImportHeader.Read(Enumerable.Range(0, csv.Count).Select(index => csv[index].ToString()).ToList(), mapping);
        cells = header.Columns.Select(ReaderOf).ToArray();
    }

    /// <summary>Custom fields that the file brings and the workspace doesn't know.</summary>
    public IReadOnlyList<string> NewCustomFields => header is null ? [] : header.CustomFields.Where(name => !customFields.ContainsKey(name)).ToList();

    /// <summary>Passes over rows without looking at them.</summary>
    public void Skip(long rows)
    {
        for (var skipped = 0L; skipped < rows && Advance(out _); skipped++)
        {
        }
    }

    /// <summary>The next row; null at the end.</summary>
    public ImportRow? Next()
    {
        if (!Advance(out var json))
            return null;
        return json is null ? ReadCells() : ReadJson(json);
    }

    public void Dispose() => text.Dispose();

    private bool Advance(out string? json)
    {
        json = null;
        if (csv is not null)
            return csv.Read();
        do
        {
            json = text.ReadLine();
            line++;
        }
        while (json is not null && string.IsNullOrWhiteSpace(json));
        return json is not null;
    }

    private ImportRow ReadCells()
    {
        var row = csv!;
        if (row.Count != cells.Length)
            return Rejected(row.Line, new ImportError(row.Line, "", "", $"This row has {row.Count} cells, the header {cells.Length}. Quote cells that contain commas."));
        var draft = new ContactDraft();
        List<ImportError>? errors = null;
        for (var index = 0; index < cells.Length; index++)
        {
            if (row[index].IsWhiteSpace())
                continue;
            var cell = row[index].ToString();
            if (cells[index](draft, cell) is { } error)
                (errors ??= []).Add(new ImportError(row.Line, header!.Columns[index]!, ImportError.Shorten(cell), error));
        }

        return Judge(row.Line, draft, errors);
    }

    private ImportRow ReadJson(string json)
    {
        var problems = new List<InputProblem>();
        try
        {
            using var document = JsonDocument.Parse(json);
            var draft = JsonContact.Read(document.RootElement, customFields, today, problems);
            return Judge(line, draft, problems.Count == 0 ? null : problems.ConvertAll(problem => new ImportError(line, problem.Path, "", problem.Message)));
        }
        catch (JsonException error)
        {
            return Rejected(line, new ImportError(line, "", ImportError.Shorten(json), $"is not JSON: {error.Message}"));
        }
    }

    private static ImportRow Judge(long line, ContactDraft draft, List<ImportError>? errors)
    {
        if (errors is not null)
            return new ImportRow(line, null, errors);
        if (!draft.NamesSomebody)
            return Rejected(line, new ImportError(line, "external_id", "", "Nothing says who this is: give an external_id, phone or email."));
        return draft.Lat.IsGiven == draft.Lon.IsGiven
            ? new ImportRow(line, draft, [])
            : Rejected(line, new ImportError(line, draft.Lat.IsGiven ? "lon" : "lat", "", "A position needs both lat and lon."));
    }

    private static ImportRow Rejected(long line, ImportError error) => new(line, null, [error]);

    private CellReader ReaderOf(string? column)
    {
        switch (column)
        {
            case null:
                return (_, _) => null;
            case "tags":
                return (draft, cell) => List(cell, list => draft.Tags = new(list));
            case "subcommunities":
                return (draft, cell) => List(cell, list => draft.Subcommunities = new(list));
        }

        if (ContactColumn.ByName.TryGetValue(column, out var plain))
            return (draft, cell) => plain.Set(draft, SpreadsheetText.Plain(cell), today);
        if (ImportHeader.ConsentChannel(column) is { } channel)
            return (draft, cell) => SetConsent(draft, channel, cell);

        var name = column["custom.".Length..];
        var type = customFields.GetValueOrDefault(name, FieldType.Text);
        return (draft, cell) =>
        {
            var value = CustomValue.FromText(type, SpreadsheetText.Plain(cell), out var error);
            if (error is null)
                (draft.Custom ??= new(StringComparer.Ordinal))[name] = value;
            return error;
        };
    }

    private static string? List(string cell, Action<IReadOnlyList<string>> set)
    {
        var list = ContactRules.List(SpreadsheetText.Plain(cell).Split(';'), out var error);
        if (list is not null)
            set(list);
        return error;
    }

    private static string? SetConsent(ContactDraft draft, Channel channel, string cell)
    {
        if (ConsentNames.Parse(cell.Trim()) is not { } state)
            return "is no consent: write opted_in, opted_out or unknown.";
        (draft.Consents ??= [])[channel] = state;
        return null;
    }
}
