using System.Text;
using ActiveReach.Audiences.Imports.Headers;
using ActiveReach.Problems;

namespace ActiveReach.Audiences.Imports.Rows;

/// <summary>The rows of a file of either format, whatever they say.</summary>
internal sealed class FileRows : IDisposable
{
    private readonly Stream file;
    private readonly StreamReader text;
    private readonly CsvRows? csv;
    private readonly JsonLines? json;

    /// <param name="file">Can be sought in; it is disposed of with the rows.</param>
    /// <param name="isKnown">Whether a header means something, which tells the separator; missing: to an import of contacts.</param>
    public FileRows(Stream file, ImportFile told, Func<string, bool>? isKnown = null)
    {
        this.file = file;
        if (told.Format == ImportFormat.Ndjson)
        {
            text = FileText.Open(file, told.Charset);
            json = new JsonLines(text);
            return;
        }

        var (separator, isTold) = SeparatorOf(file, told, isKnown ?? (name => ImportHeader.Knows(name, told.Mapping)));
        text = FileText.Open(file, told.Charset);
        csv = new CsvRows(text, separator);
        if (isTold)
            Read();
    }

    /// <summary>Where the current row begins, counted from 1.</summary>
    public long Line => csv?.Line ?? json!.Line;

    /// <summary>The current row; valid until the next is read.</summary>
    public RowText Text => csv?.Text ?? json!.Text;

    /// <summary>Goes to the next row; false at the end.</summary>
    /// <exception cref="InvalidInputException">The file can't be read on.</exception>
    public bool Read()
    {
        try
        {
            return csv?.Read() ?? json!.Read();
        }
        catch (DecoderFallbackException)
        {
            throw FileText.WrongEncoding(Line);
        }
    }

    public void Dispose()
    {
        text.Dispose();
        file.Dispose();
    }

    private static (char Separator, bool IsTold) SeparatorOf(Stream file, ImportFile told, Func<string, bool> isKnown)
    {
        using var beginning = FileText.Open(file, told.Charset);
        try
        {
            return CsvSeparator.Of(beginning, name => isKnown(name.Trim()));
        }
        catch (DecoderFallbackException)
        {
            throw FileText.WrongEncoding(0);
        }
    }
}
