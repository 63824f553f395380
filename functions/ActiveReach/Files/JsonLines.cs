using ActiveReach.Problems;

namespace ActiveReach.Files;

/// <summary>The lines of an NDJSON file, one at a time in a buffer that is used again; LF or CRLF ends a line. Blank lines are passed over.</summary>
internal sealed class JsonLines(TextReader text)
{
    /// <summary>Longest line, in characters.</summary>
    public const int LongestLine = 256 * 1024;

    private readonly char[] buffer = new char[32 * 1024];
    private char[] line = new char[1024];
    private int length;
    private int position;
    private int filled;

    /// <summary>The number of the current line, counted from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The current line; valid until the next is read.</summary>
    public RowText Text => new(line.AsMemory(0, length), default);

    /// <summary>Goes to the next line that isn't blank; false at the end.</summary>
    /// <exception cref="InvalidInputException">A line is far too long, or this isn't text.</exception>
    public bool Read()
    {
        do
        {
            if (!Fill())
                return false;
            Line++;
            ReadLine();
        }
        while (line.AsSpan(0, length).IsWhiteSpace());
        return true;
    }

    private void ReadLine()
    {
        length = 0;
        while (Fill())
        {
            var rest = buffer.AsSpan(position, filled - position);
            var found = rest.IndexOfAny('\n', '\0');
            Take(found < 0 ? rest : rest[..found]);
            if (found < 0)
                continue;
            if (buffer[position++] == '\0')
                throw new InvalidInputException("body", "wrong_encoding", $"Line {Line} contains a zero byte: this is no text. Save the file as UTF-8 and send it again.");
            return;
        }
    }

    private void Take(ReadOnlySpan<char> characters)
    {
        var needed = length + characters.Length;
        if (needed > LongestLine)
            throw new InvalidInputException("body", "too_long", $"Line {Line} is longer than {LongestLine / 1024} KiB: write one contact a line.");
        if (needed > line.Length)
            Array.Resize(ref line, Math.Max(line.Length * 2, needed));
        characters.CopyTo(line.AsSpan(length));
        length = needed;
        position += characters.Length;
    }

    private bool Fill()
    {
        if (position < filled)
            return true;
        position = 0;
        filled = text.Read(buffer, 0, buffer.Length);
        return filled > 0;
    }
}
