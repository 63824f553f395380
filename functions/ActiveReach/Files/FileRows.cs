using System.Text;
using ActiveReach.Problems;

namespace ActiveReach.Files;

/// <summary>The rows of a file of either format, whatever they say.</summary>
internal sealed class FileRows : IDisposable
{
    private readonly Stream file;
    private readonly StreamReader text;
    private readonly CsvRows? csv;
    private readonly JsonLines? json;

    /// <param name="file">Can be sought in; it is disposed of with the rows.</param>
    /// <param name="charset">Code page of its text as the sender named it; null: as the file shows it.</param>
    /// <param name="isKnown">Whether a header of CSV means something, which tells the separator.</param>
    public FileRows(Stream file, FileFormat format, string? charset, Func<string, bool> isKnown)
    {
        this.file = file;
        if (format is FileFormat.Ndjson)
        {
            text = FileText.Open(file, charset);
            json = new JsonLines(text);
            return;
        }

        var (separator, isTold) = SeparatorOf(file, charset, isKnown);
        text = FileText.Open(file, charset);
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

    private static (char Separator, bool IsTold) SeparatorOf(Stream file, string? charset, Func<string, bool> isKnown)
    {
        using var beginning = FileText.Open(file, charset);
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
