namespace ActiveReach.Audiences.Imports.Rows;

/// <summary>The rows of a CSV file (RFC 4180: commas, doubled quotes, line breaks inside quotes; LF, CRLF or CR between rows), one at a
/// time in buffers that are used again. Blank lines are passed over.</summary>
internal sealed class CsvRows(TextReader text)
{
    private readonly char[] buffer = new char[32 * 1024];
    private int[] ends = new int[64];
    private int count;
    private char[] row = new char[1024];
    private int rowLength;
    private int position;
    private int filled;
    private long nextLine = 1;

    /// <summary>Where the current row begins, counted from 1.</summary>
    public long Line { get; private set; }

    public int Count => count;

    /// <summary>The current row; valid until the next is read.</summary>
    public RowText Text => new(row.AsMemory(0, rowLength), ends.AsMemory(0, count));

    public ReadOnlySpan<char> this[int index] => Text[index];

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Read()
    {
        do
        {
            if (!Fill())
                return false;
            Line = nextLine;
            count = 0;
            rowLength = 0;
            ReadRow();
        }
        while (Count == 1 && rowLength == 0);
        return true;
    }

    private void ReadRow()
    {
        while (true)
        {
            if (Fill() && buffer[position] == '"')
            {
                position++;
                ReadQuoted();
            }

            var separator = ReadPlain();
            if (count == ends.Length)
                Array.Resize(ref ends, count * 2);
            ends[count++] = rowLength;
            if (separator != ',')
                return;
        }
    }

    /// <summary>Up to the closing quote.</summary>
    private void ReadQuoted()
    {
        while (Fill())
        {
            var length = buffer.AsSpan(position, filled - position).IndexOfAny('"', '\n');
            Take(length < 0 ? filled - position : length);
            if (length < 0)
                continue;
            var found = buffer[position++];
            if (found == '\n')
            {
                nextLine++;
                Take('\n');
            }
            else if (Fill() && buffer[position] == '"')
            {
                position++;
                Take('"');
            }
            else
                return;
        }
    }

    /// <summary>Up to and over the separator, which is given back; a line break for the end of the file.</summary>
    private char ReadPlain()
    {
        while (Fill())
        {
            var length = buffer.AsSpan(position, filled - position).IndexOfAny(',', '\r', '\n');
            Take(length < 0 ? filled - position : length);
            if (length < 0)
                continue;
            var separator = buffer[position++];
            if (separator == ',')
                return separator;
            nextLine++;
            if (separator == '\r' && Fill() && buffer[position] == '\n')
                position++;
            return '\n';
        }

        return '\n';
    }

    private void Take(int length)
    {
        if (rowLength + length > row.Length)
            Array.Resize(ref row, Math.Max(row.Length * 2, rowLength + length));
        buffer.AsSpan(position, length).CopyTo(row.AsSpan(rowLength));
        rowLength += length;
        position += length;
    }

    private void Take(char character)
    {
        if (rowLength == row.Length)
            Array.Resize(ref row, row.Length * 2);
        row[rowLength++] = character;
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
