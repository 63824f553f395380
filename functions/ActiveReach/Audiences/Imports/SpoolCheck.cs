using System.Buffers;
using System.Text;
using ActiveReach.Problems;

namespace ActiveReach.Audiences.Imports;

/// <summary>Looks at a file as it arrives, so that a broken one is refused before anything of it is stored: size, UTF-8, quotes that
/// close, cells and lines of a sane length.</summary>
public sealed class SpoolCheck(ImportFormat format, long limit)
{
    /// <summary>Longest cell of a CSV file, in bytes.</summary>
    public const int LongestCell = 64 * 1024;

    /// <summary>Longest row of a CSV file, in bytes.</summary>
    public const int LongestRow = 1024 * 1024;

    /// <summary>Longest line of an NDJSON file, in bytes.</summary>
    public const int LongestLine = 256 * 1024;

    private readonly byte[] rest = new byte[4];
    private int restLength;
    private long bytes;
    private long line = 1;
    private long quoteOpenedAt;
    private bool quoted;
    private long length;
    private long rowLength;

    /// <exception cref="InvalidInputException">The file is refused.</exception>
    public void See(ReadOnlyMemory<byte> chunk)
    {
        if (bytes == 0 && chunk.Span is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            throw new InvalidInputException("body", "wrong_encoding", "The file is UTF-16. Save it as UTF-8 and send it again.");
        bytes += chunk.Length;
        if (bytes > limit)
            throw new InvalidInputException([new InputProblem("body", "too_large", $"The file is larger than {limit / (1024 * 1024)} MiB. Split it.")], 413);
        CheckEncoding(chunk.Span);
        Walk(chunk.Span);
    }

    /// <exception cref="InvalidInputException">The file ends in the middle of something, or is empty.</exception>
    public void End()
    {
        if (bytes == 0)
            throw new InvalidInputException("body", "missing", "The file is empty. Send the contacts as the body.");
        if (restLength > 0)
            throw WrongEncoding();
        if (quoted)
            throw new InvalidInputException("body", "truncated", $"The quotation mark opened in line {quoteOpenedAt} is never closed: the file is cut off or a quote in it is not doubled.");
    }

    private void CheckEncoding(ReadOnlySpan<byte> chunk)
    {
        while (restLength > 0 && chunk.Length > 0)
        {
            rest[restLength++] = chunk[0];
            chunk = chunk[1..];
            var status = Rune.DecodeFromUtf8(rest.AsSpan(0, restLength), out _, out var consumed);
            if (status == OperationStatus.InvalidData)
                throw WrongEncoding();
            if (status == OperationStatus.Done)
                restLength -= consumed;
        }

        var tail = 0;
        while (tail < Math.Min(3, chunk.Length) && (chunk[^(tail + 1)] & 0xC0) == 0x80)
            tail++;
        if (tail < chunk.Length && chunk[^(tail + 1)] >= 0xC0 && Rune.DecodeFromUtf8(chunk[^(tail + 1)..], out _, out _) == OperationStatus.NeedMoreData)
        {
            restLength = tail + 1;
            chunk[^restLength..].CopyTo(rest);
            chunk = chunk[..^restLength];
        }

        if (!System.Text.Unicode.Utf8.IsValid(chunk))
            throw WrongEncoding();
    }

    private void Walk(ReadOnlySpan<byte> chunk)
    {
        while (chunk.Length > 0)
        {
            var next = format == ImportFormat.Ndjson ? chunk.IndexOfAny((byte)'\n', (byte)0)
                : quoted ? chunk.IndexOfAny((byte)'"', (byte)'\n', (byte)0)
                : chunk.IndexOfAny(Breaks);
            length += next < 0 ? chunk.Length : next;
            rowLength += next < 0 ? chunk.Length : next + 1;
            if (length > (format == ImportFormat.Csv ? LongestCell : LongestLine))
                throw TooLong();
            if (format == ImportFormat.Csv && rowLength > LongestRow)
                throw new InvalidInputException("body", "too_long", $"The row that ends in or after line {line} is longer than {LongestRow / 1024} KiB: write one contact a row.");
            if (next < 0)
                return;
            Meet(chunk[next]);
            chunk = chunk[(next + 1)..];
        }
    }

    private void Meet(byte what)
    {
        switch (what)
        {
            case 0:
                throw new InvalidInputException("body", "wrong_encoding", $"Line {line} contains a zero byte: this is not a text file in UTF-8.");
            case (byte)'"':
                quoted = !quoted;
                if (quoted)
                    quoteOpenedAt = line;
                break;
            case (byte)'\n':
                line++;
                length = quoted ? length + 1 : 0;
                rowLength = quoted ? rowLength : 0;
                break;
            default:
                length = 0;
                break;
        }
    }

    private InvalidInputException TooLong() => format == ImportFormat.Csv
        ? new("body", "too_long", $"Line {line} has a cell longer than {LongestCell / 1024} KiB: shorten it, or close the quotation mark that opens it.")
        : new("body", "too_long", $"Line {line} is longer than {LongestLine / 1024} KiB: write one contact a line.");

    private InvalidInputException WrongEncoding() =>
        new("body", "wrong_encoding", $"Near line {line} the file is not UTF-8. Save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\") and send it again.");

    private static ReadOnlySpan<byte> Breaks => "\",\n\0"u8;
}
