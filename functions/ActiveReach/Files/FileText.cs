using System.Text;
using ActiveReach.Problems;

namespace ActiveReach.Files;

/// <summary>The text of a file that somebody's tool wrote: UTF-8, UTF-16 (a spreadsheet's "Unicode text", with or without its mark), or an
/// older code page that the sender named.</summary>
internal static class FileText
{
    private const int Beginning = 4 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    static FileText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Whether such a code page is known, e.g. <c>windows-1252</c>.</summary>
    public static bool IsKnown(string charset) => Named(charset) is not null;

    /// <summary>Reads from the beginning of the file, and leaves it open.</summary>
    /// <param name="charset">As the sender named it; null: as the file shows it.</param>
    public static StreamReader Open(Stream file, string? charset)
    {
        file.Position = 0;
        var beginning = new byte[Beginning];
        var length = file.ReadAtLeast(beginning, Beginning, throwOnEndOfStream: false);
        file.Position = 0;
        return new StreamReader(file, EncodingOf(beginning.AsSpan(0, length), charset), detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024, leaveOpen: true);
    }

    /// <summary>What to say of bytes that are no text in the encoding of the file.</summary>
    public static InvalidInputException WrongEncoding(long line) => new("body", "wrong_encoding",
        $"Behind line {line} the file is not UTF-8. Save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\"), or name its code page in the Content-Type, e.g. text/csv; charset=windows-1252.");

    private static Encoding EncodingOf(ReadOnlySpan<byte> beginning, string? charset) => beginning switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Utf8,
        [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
        [not 0, 0, not 0, 0, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true),
        [0, not 0, 0, not 0, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true),
        _ => charset is not null && Named(charset) is { } named ? named : Utf8,
    };

    private static Encoding? Named(string charset)
    {
        try
        {
            return charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                ? Utf8
                : Encoding.GetEncoding(charset, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
