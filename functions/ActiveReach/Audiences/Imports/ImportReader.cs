using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports.Headers;
using ActiveReach.Audiences.Imports.Rows;
using ActiveReach.Files;
using ActiveReach.Problems;

namespace ActiveReach.Audiences.Imports;

/// <summary>Reads the rows of a file one by one, in constant memory. Whoever looks at a file, to check it or to import it, looks through this.</summary>
public sealed class ImportReader : IDisposable
{
    private readonly FileRows rows;

    /// <param name="file">Can be sought in; it is disposed of with the reader.</param>
    /// <param name="terms">A column of a custom field that isn't among the declared ones is text.</param>
    /// <exception cref="InvalidInputException">The header is wrong.</exception>
    public ImportReader(Stream file, ImportFile told, ContactTerms terms)
    {
        using var opened = new Opening(file);
        rows = told.Open(file);
        Header = told.Format == FileFormat.Csv ? ReadHeader(told) : null;
        NewCustomFields = [.. Header?.CustomFields.Where(name => !terms.CustomFields.ContainsKey(name)) ?? []];
        Parser = new RowParser(Header, terms);
        opened.Succeeded();
    }

    /// <summary>What the columns mean; null for NDJSON.</summary>
    public ImportHeader? Header { get; }

    /// <summary>Custom fields that the header brings and the workspace doesn't know.</summary>
    public IReadOnlyList<string> NewCustomFields { get; }

    /// <summary>Tells what a row of this file says.</summary>
    public RowParser Parser { get; }

    /// <summary>Where the current row begins, counted from 1.</summary>
    public long Line => rows.Line;

    /// <summary>The current row; valid until the next is read.</summary>
    public RowText Text => rows.Text;

    /// <summary>Goes to the next row; false at the end.</summary>
    /// <exception cref="InvalidInputException">The file can't be read on.</exception>
    public bool Read() => rows.Read();

    /// <summary>Passes over rows without looking at them.</summary>
    public void Skip(long count)
    {
        for (var skipped = 0L; skipped < count && Read(); skipped++)
        {
        }
    }

    public void Dispose() => rows.Dispose();

    /// <summary>Reads a file to its end, whatever its header means.</summary>
    /// <exception cref="InvalidInputException">It is cut off, or isn't text.</exception>
    internal static void CheckReadable(Stream file, ImportFile told)
    {
        using var opened = file;
        using var all = told.Open(file);
        while (all.Read())
        {
        }
    }

    private ImportHeader ReadHeader(ImportFile told)
    {
        if (!Read())
            throw new InvalidInputException("header", "missing", "The file has no header line. Begin it with the names of the columns.");
        var names = Text;
        if (names.IsBroken)
            throw new InvalidInputException("header", "invalid_value", $"The header, in line {Line}, can't be read. {names.Characters}");
        return ImportHeader.Read([.. Enumerable.Range(0, names.Count).Select(index => names[index].ToString())], told.Mapping);
    }

    /// <summary>Closes the file unless all went well.</summary>
    private sealed class Opening(Stream file) : IDisposable
    {
        private bool succeeded;

        public void Succeeded() => succeeded = true;

        public void Dispose()
        {
            if (!succeeded)
                file.Dispose();
        }
    }
}
