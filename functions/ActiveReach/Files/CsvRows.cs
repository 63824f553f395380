using System.Buffers;
using ActiveReach.Problems;

namespace ActiveReach.Files;

/// <summary>The rows of a CSV file, one at a time in buffers that are used again: RFC 4180 (doubled quotes, line breaks inside quotes) with
/// any separator, LF, CRLF or CR between rows, and spaces around a quoted cell, as people's tools write them. A quotation mark inside a plain
/// cell is a character like any other (5" screws). Rows without a single character but space, as spreadsheets leave them, are passed over.</summary>
/// <remarks>A row with text behind a closing quotation mark can't be told apart into cells: it comes as a row without cells, whose text says
/// what is wrong. See <see cref="RowText.IsBroken"/>.</remarks>
internal sealed class CsvRows(TextReader text, char separator = ',')
{
    /// <summary>Longest cell, in characters.</summary>
    public const int LongestCell = 64 * 1024;

    /// <summary>Longest row, in characters.</summary>
    public const int LongestRow = 1024 * 1024;

    /// <summary>Most cells of a row, padding included: a spreadsheet's width.</summary>
    public const int MostCells = 16 * 1024;

    private readonly SearchValues<char> plainEnds = SearchValues.Create([separator, '\r', '\n', '\0']);
    private static readonly SearchValues<char> QuotedEnds = SearchValues.Create(['"', '\r', '\n', '\0']);

    private readonly char[] buffer = new char[32 * 1024];
    private int[] ends = new int[64];
    private int count;
    private char[] row = new char[1024];
    private int rowLength;
    private int cellStart;
    private int position;
    private int filled;
    private long nextLine = 1;
    private string? broken;

    /// <summary>Where the current row begins, counted from 1.</summary>
    public long Line { get; private set; }

    public int Count => broken is null ? count : 0;

    /// <summary>The current row; valid until the next is read.</summary>
    public RowText Text => broken is null ? new(row.AsMemory(0, rowLength), ends.AsMemory(0, count)) : new(broken.AsMemory(), default);

    public ReadOnlySpan<char> this[int index] => Text[index];

    /// <summary>Goes to the next row; false at the end.</summary>
    /// <exception cref="InvalidInputException">The file can't be read on: a quotation mark is never closed, a cell or row is far too long, or
    /// this isn't text.</exception>
    public bool Read()
    {
        do
        {
            if (!Fill())
                return false;
            Line = nextLine;
            (count, rowLength, cellStart, broken) = (0, 0, 0, null);
            ReadRow();
        }
        while (broken is null && row.AsSpan(0, rowLength).IsWhiteSpace());
        return true;
    }

    private void ReadRow()
    {
        bool goesOn;
        do
        {
            var quotedEnd = ReadQuoted();
            goesOn = ReadPlain();
            if (quotedEnd is { } end)
                Close(end);
            if (count == MostCells)
                throw new InvalidInputException("body", "too_long", $"The row in line {Line} has more than {MostCells} cells: remove the empty columns behind those that say something.");
            if (count == ends.Length)
                Array.Resize(ref ends, count * 2);
            ends[count++] = cellStart = rowLength;
        }
        while (goesOn);
    }

    /// <summary>Up to the closing quotation mark, where the cell has one at its beginning; where it ends in the row, or null.</summary>
    private int? ReadQuoted()
    {
        while (Fill() && buffer[position] == ' ' && separator != ' ')
            Take(1);
        if (!Fill() || buffer[position] != '"')
            return null;
        rowLength = cellStart;
        position++;
        var openedAt = nextLine;
        while (Fill())
        {
            TakeUntil(QuotedEnds);
            if (position == filled)
                continue;
            var found = buffer[position++];
            if (found != '"')
                TakeBreak(found);
            else if (Fill() && buffer[position] == '"')
                Take(1);
            else
                return rowLength;
        }

        throw new InvalidInputException("body", "truncated",
            $"The quotation mark opened in line {openedAt}, column {count + 1}, is never closed: the file is cut off, or a quotation mark inside a cell is not doubled (\"\").");
    }

    /// <summary>Up to and over the separator (true) or the end of the row (false).</summary>
    private bool ReadPlain()
    {
        while (Fill())
        {
            TakeUntil(plainEnds);
            if (position == filled)
                continue;
            var found = buffer[position++];
            if (found == separator)
                return true;
            if (found == '\0')
                throw NotText();
            nextLine++;
            if (found == '\r' && Fill() && buffer[position] == '\n')
                position++;
            return false;
        }

        return false;
    }

    /// <summary>What follows a closing quotation mark must be space.</summary>
    private void Close(int end)
    {
        var rest = row.AsSpan(end, rowLength - end).Trim();
        if (!rest.IsEmpty)
        {
            broken ??= $"In column {count + 1} a quotation mark closes the cell, but \"{InputProblem.Shorten(rest.ToString())}\" follows: double each quotation mark inside a cell (\"\"){Swallowed()}.";
        }

        rowLength = end;
    }

    private string Swallowed() => nextLine - Line > 1 ? $"; or one that was meant as text opened the cell, which now reaches over {nextLine - Line} lines" : "";

    private void TakeBreak(char found)
    {
        if (found == '\0')
            throw NotText();
        nextLine++;
        Append(found);
        if (found == '\r' && Fill() && buffer[position] == '\n')
            Take(1);
    }

    private void TakeUntil(SearchValues<char> stops)
    {
        var length = buffer.AsSpan(position, filled - position).IndexOfAny(stops);
        Take(length < 0 ? filled - position : length);
    }

    private void Take(int length)
    {
        Room(length);
        buffer.AsSpan(position, length).CopyTo(row.AsSpan(rowLength));
        rowLength += length;
        position += length;
    }

    private void Append(char character)
    {
        Room(1);
        row[rowLength++] = character;
    }

    private void Room(int length)
    {
        var needed = rowLength + length;
        if (needed - cellStart > LongestCell)
            throw new InvalidInputException("body", "too_long", $"Column {count + 1} of the row in line {Line} is longer than {LongestCell / 1024} KiB: shorten it, or close the quotation mark that opens it.");
        if (needed > LongestRow)
            throw new InvalidInputException("body", "too_long", $"The row in line {Line} is longer than {LongestRow / 1024} KiB: write one contact a row.");
        if (needed > row.Length)
            Array.Resize(ref row, Math.Max(row.Length * 2, needed));
    }

    private InvalidInputException NotText() => new("body", "wrong_encoding", $"Line {nextLine} contains a zero byte: this is no text. Save the file as UTF-8 and send it again.");

    private bool Fill()
    {
        if (position < filled)
            return true;
        position = 0;
        filled = text.Read(buffer, 0, buffer.Length);
        return filled > 0;
    }
}
