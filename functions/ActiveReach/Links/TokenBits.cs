using System.Buffers.Binary;
using ActiveReach.Channels;
using ActiveReach.Ids;

namespace ActiveReach.Links;

/// <summary>What a token says, in 88 bits: the id of its key, the number of the run, the place of the message in the run's ledger, and the number of
/// the link. Widths and order are in every link that was ever sent: never change them.</summary>
internal static class TokenBits
{
    public const int Bytes = 11;

    /// <summary>Numbers of links: a run has at most so many.</summary>
    public const int Links = 1 << LinkBits;

    /// <summary>Numbers of runs.</summary>
    public const long Runs = 1L << RunBits;

    private const int KeyBits = 3;
    private const int RunBits = 36;
    private const int ShardBits = 6;
    private const int StageBits = 5;
    private const int ChannelBits = 3;
    private const int SequenceBits = 17;
    private const int RowBits = 7;
    private const int LinkBits = 11;

    /// <summary>Stands where a message of a channel has it.</summary>
    private const int NoChannel = 0;

    public static void Write(int key, LinkToken token, Span<byte> target)
    {
        var batch = new BatchNumber(token.Address.Batch);
        UInt128 bits = 0;
        Put(key, KeyBits, nameof(key));
        Put(token.Run ?? throw new ArgumentException("A run without a number has no links.", nameof(token)), RunBits, nameof(token.Run));
        Put(token.Address.Shard, ShardBits, nameof(token.Address.Shard));
        Put(batch.Stage, StageBits, nameof(batch.Stage));
        Put(batch.IsSent ? batch.Channel.ToStored() : NoChannel, ChannelBits, nameof(batch.Channel));
        Put(batch.Sequence, SequenceBits, nameof(batch.Sequence));
        Put(token.Address.Row, RowBits, nameof(token.Address.Row));
        Put(token.Link, LinkBits, nameof(token.Link));
        Span<byte> wide = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(wide, bits);
        wide[^Bytes..].CopyTo(target);

        void Put(long value, int width, string part)
        {
            if (value < 0 || value >> width != 0)
                throw new ArgumentOutOfRangeException(part, value, $"A link can't carry it: it has {width} bits for it.");
            bits = (bits << width) | (ulong)value;
        }
    }

    public static (int Key, LinkToken Token) Read(ReadOnlySpan<byte> source)
    {
        Span<byte> wide = stackalloc byte[16];
        wide.Clear();
        source[..Bytes].CopyTo(wide[^Bytes..]);
        var bits = BinaryPrimitives.ReadUInt128BigEndian(wide);
        var link = (int)Take(LinkBits);
        var row = (int)Take(RowBits);
        var sequence = (int)Take(SequenceBits);
        var channel = (int)Take(ChannelBits);
        var stage = (int)Take(StageBits);
        var shard = (int)Take(ShardBits);
        var run = Take(RunBits);
        var batch = BatchNumber.Of(stage, channel == NoChannel ? null : StoredChannel.From(channel), sequence);
        return ((int)Take(KeyBits), new LinkToken(run, new LedgerAddress(default, shard, batch.Value, row), link));

        long Take(int width)
        {
            var value = (long)(ulong)(bits & (((UInt128)1 << width) - 1));
            bits >>= width;
            return value;
        }
    }
}
