using System.Text;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports.Rows;
using ActiveReach.Problems;

namespace ActiveReach.Audiences.Imports;

/// <summary>Reads the rows of a file one by one, in constant memory.</summary>
public sealed class ImportReader : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly StreamReader text;
    private readonly CsvRows? csv;
    private string? json;
    private long line;

    /// <param name="customFields">Declared fields; a column of the file that isn't among them is text.</param>
    /// <exception cref="InvalidInputException">The header is wrong.</exception>
    public ImportReader(Stream file, ImportFormat format, IReadOnlyDictionary<string, string> mapping, IReadOnlyDictionary<string, FieldType> customFields, DateOnly today)
    {
        text = new StreamReader(file, Utf8, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024);
        if (format == ImportFormat.Ndjson)
        {
            Parser = new RowParser(null, customFields, today);
            return;
        }

        csv = new CsvRows(text);
        if (!csv.Read())
            throw new InvalidInputException("header", "missing", "The file has no header line. Begin it with the names of the columns.");
        var header = ImportHeader.Read(Enumerable.Range(0, csv.Count).Select(index => csv[index].ToString()).ToList(), mapping);
        Parser = new RowParser(header, customFields, today);
        NewCustomFields = header.CustomFields.Where(name => !customFields.ContainsKey(name)).ToList();
    }

    /// <summary>Custom fields that the file brings and the workspace doesn't know.</summary>
    public IReadOnlyList<string> NewCustomFields { get; } = [];

    /// <summary>Tells what a row of this file says.</summary>
    public RowParser Parser { get; }

    /// <summary>Where the current row begins, counted from 1.</summary>
    public long Line => csv?.Line ?? line;

    /// <summary>The current row; valid until the next is read.</summary>
    public RowText Text => csv?.Text ?? new RowText(json.AsMemory(), default);

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Read()
    {
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

    /// <summary>Passes over rows without looking at them.</summary>
    public void Skip(long rows)
    {
        for (var skipped = 0L; skipped < rows && Read(); skipped++)
        {
        }
    }

    public void Dispose() => text.Dispose();
}
