using System.Buffers.Binary;

namespace ActiveReach.Media.Forms;

/// <summary>Reads how long a film is, and how large its picture, from the boxes of its file (ISO 14496-12) as they come by; what it is made of is
/// passed over, wherever the table of contents stands.</summary>
internal sealed class FilmLength
{
    /// <summary>Longest box that is looked into.</summary>
    private const int Longest = 128;

    private readonly byte[] box = new byte[Longest];
    private int filled;
    private int wanted = 8;
    private long skip;
    private bool isInside;

    /// <summary>Null while it hasn't come by, or where it says nothing.</summary>
    public TimeSpan? Duration { get; private set; }

    public (int Width, int Height)? Size { get; private set; }

    public void Read(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (skip > 0)
            {
                var passed = (int)Math.Min(skip, bytes.Length);
                skip -= passed;
                bytes = bytes[passed..];
                continue;
            }

            var taken = Math.Min(wanted - filled, bytes.Length);
            bytes[..taken].CopyTo(box.AsSpan(filled));
            filled += taken;
            bytes = bytes[taken..];
            if (filled == wanted)
                Next();
        }
    }

    private void Next()
    {
        var type = box.AsSpan(4, 4);
        var (size, head) = ((long)BinaryPrimitives.ReadUInt32BigEndian(box), 8);
        if (isInside)
        {
            Take(type);
            skip = size - filled;
            Begin();
            return;
        }

        if (size == 1)
        {
            if (filled == 8)
            {
                wanted = 16;
                return;
            }

            (size, head) = (BinaryPrimitives.ReadInt64BigEndian(box.AsSpan(8)), 16);
        }

        if (size < head)
        {
            // The last box goes to the end of the file; anything else can't be read on.
            skip = long.MaxValue;
            return;
        }

        if (head == 8 && size is > 24 and <= Longest && (type.SequenceEqual("mvhd"u8) || type.SequenceEqual("tkhd"u8)))
            (isInside, wanted) = (true, (int)size);
        else
            Begin(type.SequenceEqual("moov"u8) || type.SequenceEqual("trak"u8) ? 0 : size - head);
    }

    private void Begin(long skipped = -1)
    {
        (filled, wanted, isInside) = (0, 8, false);
        if (skipped >= 0)
            skip = skipped;
    }

    private void Take(ReadOnlySpan<byte> type)
    {
        var whole = box.AsSpan(0, filled);
        var isLong = box[8] == 1;
        if (type.SequenceEqual("mvhd"u8) && filled >= (isLong ? 40 : 28))
        {
            var scale = BinaryPrimitives.ReadUInt32BigEndian(whole[(isLong ? 28 : 20)..]);
            var length = isLong ? BinaryPrimitives.ReadUInt64BigEndian(whole[32..]) : BinaryPrimitives.ReadUInt32BigEndian(whole[24..]);
            if (scale > 0 && length > 0 && length / scale < TimeSpan.SecondsPerDay)
                Duration = TimeSpan.FromMilliseconds(Math.Round(length * 1000.0 / scale));
        }
        else if (type.SequenceEqual("tkhd"u8) && filled >= 92 && Size is null)
        {
            var (width, height) = (BinaryPrimitives.ReadUInt16BigEndian(whole[^8..]), BinaryPrimitives.ReadUInt16BigEndian(whole[^4..]));
            Size = width > 0 && height > 0 ? (width, height) : null;
        }
    }
}
