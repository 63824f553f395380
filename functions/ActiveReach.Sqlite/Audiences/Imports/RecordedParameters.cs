using System.Buffers.Binary;
using System.Text;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Imports;

/// <summary>Keeps the parameters of many runs of one statement, row after row, as the bytes that SQLite takes. Of a row only what differs from
/// the row before is kept, as the statement keeps the rest.</summary>
internal sealed class RecordedParameters : IParameters<RecordedParameters>
{
    /// <summary>Below the size of large objects, which the runtime rarely tidies up.</summary>
    private const int ChunkSize = 64 * 1024;
    private const byte EndOfRow = 0;
    private const byte EndOfChunk = 255;

    private enum Kind : byte
    {
        Null,
        Integer,
        Real,
        Text,
    }

    private readonly List<byte[]> chunks = [new byte[ChunkSize]];
    private readonly List<ReadOnlyMemory<byte>> last = [];
    private int chunk;
    private int position;

    public RecordedParameters Bind(int index, long value)
    {
        var place = Begin(index, Kind.Integer, sizeof(long));
        BinaryPrimitives.WriteInt64LittleEndian(place, value);
        return End(index, sizeof(long));
    }

    public RecordedParameters Bind(int index, int value) => Bind(index, (long)value);

    public RecordedParameters Bind(int index, long? value) => value is { } known ? Bind(index, known) : BindNull(index);

    public RecordedParameters Bind(int index, double? value)
    {
        if (value is not { } known)
            return BindNull(index);
        BinaryPrimitives.WriteDoubleLittleEndian(Begin(index, Kind.Real, sizeof(double)), known);
        return End(index, sizeof(double));
    }

    public RecordedParameters Bind(int index, string? value)
    {
        if (value is null)
            return BindNull(index);
        var place = Begin(index, Kind.Text, sizeof(int) + Encoding.UTF8.GetMaxByteCount(value.Length));
        var length = Encoding.UTF8.GetBytes(value, place[sizeof(int)..]);
        BinaryPrimitives.WriteInt32LittleEndian(place, length);
        return End(index, sizeof(int) + length);
    }

    /// <summary>All parameters of the row are given.</summary>
    public void EndRow()
    {
        Reserve(1);
        chunks[chunk][position++] = EndOfRow;
    }

    /// <summary>Forgets the rows and keeps their room.</summary>
    public void Clear()
    {
        last.Clear();
        (chunk, position) = (0, 0);
    }

    public Replay ReplayOn(Statement statement) => new(chunks, statement);

    private RecordedParameters BindNull(int index)
    {
        Begin(index, Kind.Null, 0);
        return End(index, 0);
    }

    private Span<byte> Begin(int index, Kind kind, int most)
    {
        Reserve(2 + most);
        chunks[chunk][position] = (byte)index;
        chunks[chunk][position + 1] = (byte)kind;
        return chunks[chunk].AsSpan(position + 2, most);
    }

    /// <summary>Keeps what was written if it is news.</summary>
    private RecordedParameters End(int index, int length)
    {
        while (last.Count <= index)
            last.Add(default);
        var written = chunks[chunk].AsMemory(position, 2 + length);
        if (last[index].Span.SequenceEqual(written.Span))
            return this;
        last[index] = written;
        position += written.Length;
        return this;
    }

    private void Reserve(int bytes)
    {
        // One byte more, for the mark that sends the reader on.
        if (position + bytes + 1 <= chunks[chunk].Length)
            return;
        chunks[chunk++][position] = EndOfChunk;
        position = 0;
        if (chunk == chunks.Count)
            chunks.Add([]);
        if (chunks[chunk].Length <= bytes)
            chunks[chunk] = new byte[Math.Max(ChunkSize, bytes + 1)];
    }

    /// <summary>Gives the statement the parameters of one row after the other.</summary>
    public sealed class Replay(List<byte[]> chunks, Statement statement)
    {
        private int chunk;
        private int position;

        /// <summary>Binds the next row but for the parameters 1 to <paramref name="own"/>, of which the last is given back: a whole number.</summary>
        public long Next(int own, long lastOwn)
        {
            while (true)
            {
                var bytes = chunks[chunk];
                var index = bytes[position++];
                if (index == EndOfRow)
                    return lastOwn;
                if (index == EndOfChunk)
                    (chunk, position) = (chunk + 1, 0);
                else if (index > own)
                    Bind(index, (Kind)bytes[position++], bytes);
                else
                {
                    lastOwn = index == own ? BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(position + 1)) : lastOwn;
                    position += 1 + sizeof(long);
                }
            }
        }

        private void Bind(int index, Kind kind, byte[] bytes)
        {
            switch (kind)
            {
                case Kind.Null:
                    statement.BindNull(index);
                    break;
                case Kind.Integer:
                    statement.Bind(index, BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(position)));
                    position += sizeof(long);
                    break;
                case Kind.Real:
                    statement.Bind(index, BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(position)));
                    position += sizeof(double);
                    break;
                default:
                    var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(position));
                    statement.BindUtf8(index, bytes.AsSpan(position + sizeof(int), length));
                    position += sizeof(int) + length;
                    break;
            }
        }
    }
}
