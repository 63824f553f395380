using System.Buffers;
using System.Text;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports.Headers;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Problems;

namespace ActiveReach.Audiences.Imports.Rows;

/// <summary>Tells what the rows of one file say. It keeps nothing of a row: several threads may use it, and a row may be read again.</summary>
public sealed class RowParser
{
    private readonly ImportHeader? header;
    private readonly IReadOnlyDictionary<string, FieldType> customFields;
    private readonly DateOnly today;
    private readonly CellReader[] cells;

    /// <summary>Columns in the order in which they are read: those that only fill gaps come last.</summary>
    private readonly int[] order;

    private delegate string? CellReader(ContactDraft draft, string cell);

    /// <param name="header">Of CSV; null for lines of JSON.</param>
    internal RowParser(ImportHeader? header, IReadOnlyDictionary<string, FieldType> customFields, DateOnly today)
    {
        this.header = header;
        this.customFields = customFields;
        this.today = today;
        order = header is null ? [] : [.. Enumerable.Range(0, header.Meanings.Count).OrderBy(index => header.Meanings[index]?.IsFallback is true)];
        cells = header is null ? [] : header.Meanings.Select(ReaderOf).ToArray();
    }

    public ImportRow Parse(long line, RowText text) => header is null ? ReadJson(line, text.Characters) : ReadCells(line, text);

    private ImportRow ReadCells(long line, RowText row)
    {
        if (row.IsBroken)
            return Rejected(line, new ImportError(line, "", "", row.Characters.ToString()));
        if (Surplus(row) is { } surplus)
            return Rejected(line, surplus with { Line = line });
        var draft = new ContactDraft();
        List<ImportError>? errors = null;
        foreach (var index in order)
        {
            if (index >= row.Count)
                continue;
            var characters = row[index];
            if (characters.IsWhiteSpace())
                continue;
            var cell = characters.ToString();
            if (cells[index](draft, cell) is { } error)
                (errors ??= []).Add(new ImportError(line, header!.Columns[index].Column!, ImportError.Shorten(cell), error));
        }

        return Judge(line, draft, errors);
    }

    /// <summary>A cell behind the last column that says something; empty ones are padding.</summary>
    private ImportError? Surplus(RowText row)
    {
        for (var index = cells.Length; index < row.Count; index++)
        {
            if (!row[index].IsWhiteSpace())
                return new ImportError(0, "", ImportError.Shorten(row[index].ToString()), $"This row has {row.Count} cells, the header {cells.Length}: put a cell that contains the separator into quotation marks.");
        }

        return null;
    }

    private ImportRow ReadJson(long line, ReadOnlyMemory<char> json)
    {
        var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(json.Length));
        try
        {
            var problems = new List<InputProblem>();
            using var document = JsonInput.ReadDocument(utf8.AsMemory(0, Encoding.UTF8.GetBytes(json.Span, utf8)));
            var draft = JsonContact.Read(document.RootElement, customFields, today, problems);
            return Judge(line, draft, problems.Count == 0 ? null : problems.ConvertAll(problem => new ImportError(line, problem.Path, "", problem.Message)));
        }
        catch (InvalidInputException error)
        {
            var problem = error.Problems[0];
            return Rejected(line, new ImportError(line, problem.Path, ImportError.Shorten(json.ToString()), problem.Path.Length == 0 ? $"is not JSON: {problem.Message}" : problem.Message));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8);
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

    private CellReader ReaderOf(ColumnMeaning? column)
    {
        if (column is not { } meaning)
            return (_, _) => null;
        if (meaning.ConsentChannel is { } channel)
            return new ConsentCell(channel, meaning).Read;
        if (meaning.Name == "tags")
            return (draft, cell) => List(cell, list => draft.Tags = new(list));
        if (meaning.Name == "subcommunities")
            return (draft, cell) => List(cell, list => draft.Subcommunities = new(list));
        if (ContactColumn.ByName.TryGetValue(meaning.Name, out var plain))
            return (draft, cell) => meaning.IsFallback && IsGiven(draft, meaning.Name) ? null : plain.Set(draft, SpreadsheetText.Plain(cell), today);

        var name = meaning.CustomField!;
        var type = customFields.GetValueOrDefault(name, FieldType.Text);
        return (draft, cell) =>
        {
            var value = CustomValue.FromText(type, SpreadsheetText.Plain(cell), out var error);
            if (error is null)
                (draft.Custom ??= new(StringComparer.Ordinal))[name] = value;
            return error;
        };
    }

    private static bool IsGiven(ContactDraft draft, string column) => column switch
    {
        "external_id" => draft.ExternalId.Value is not null,
        "phone" => draft.Phone.Value is not null,
        "email" => draft.Email.Value is not null,
        _ => draft.Country.Value is not null,
    };

    private static string? List(string cell, Action<IReadOnlyList<string>> set)
    {
        var list = ContactRules.List(SpreadsheetText.Plain(cell).Split(';'), out var error);
        if (list is not null)
            set(list);
        return error;
    }
}
