using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using ActiveReach.Ids;

namespace ActiveReach.Links;

/// <summary>Tokens as they were written before runs had numbers, which stand in messages that are out: run, place and link packed in bytes,
/// signed with 96 bits. An ordinary run id (<c>cmp_</c>, 20 letters or digits, a dot, an ordinal) took 16 bytes and more for a high ordinal; any
/// other its text.</summary>
internal ref struct LongToken
{
    /// <summary>Characters; longer ones are refused unread.</summary>
    public const int Longest = 200;

    private const int SignatureLength = 12;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Prefix = "cmp_";
    private const int IdLength = 20;
    private const int PackedLength = 15;
    private ReadOnlySpan<byte> rest;

    private LongToken(ReadOnlySpan<byte> payload) => rest = payload;

    public static bool TryRead(LinkSigner signer, LinkPurpose purpose, ReadOnlySpan<byte> bytes, out LinkToken token)
    {
        token = default;
        if (bytes.Length <= SignatureLength || !signer.Verify(purpose, bytes[..^SignatureLength], bytes[^SignatureLength..]))
            return false;
        var reader = new LongToken(bytes[..^SignatureLength]);
        if (!reader.TryRead(out RunId run) || !reader.TryRead(out int shard) || !reader.TryRead(out int batch)
            || !reader.TryRead(out int row) || !reader.TryRead(out int link) || !reader.rest.IsEmpty)
            return false;
        token = new LinkToken(null, new LedgerAddress(run, shard, batch, row), link);
        return true;
    }

    private bool TryRead(out int value)
    {
        value = 0;
        for (var shift = 0; shift < 35 && !rest.IsEmpty; shift += 7)
        {
            var part = rest[0];
            rest = rest[1..];
            value |= (part & 0x7f) << shift;
            if (part < 0x80)
                return value >= 0;
        }

        return false;
    }

    private bool TryRead(out RunId run)
    {
        run = default;
        if (!TryRead(out int ordinal))
            return false;
        if (ordinal > 0)
            return TryUnpack(ordinal, out run);

        // Ordinals count from 1, so a zero announces a text.
        if (!TryRead(out int length) || length == 0 || length > rest.Length)
            return false;
        run = new RunId(Encoding.UTF8.GetString(rest[..length]));
        rest = rest[length..];
        return true;
    }

    private bool TryUnpack(int ordinal, out RunId run)
    {
        run = default;
        if (rest.Length < PackedLength)
            return false;
        Span<byte> wide = stackalloc byte[16];
        wide.Clear();
        rest[..PackedLength].CopyTo(wide[(16 - PackedLength)..]);
        rest = rest[PackedLength..];
        var packed = BinaryPrimitives.ReadUInt128BigEndian(wide);
        Span<char> id = stackalloc char[IdLength];
        for (var i = id.Length - 1; i >= 0; i--)
        {
            (packed, var digit) = UInt128.DivRem(packed, 62);
            id[i] = Alphabet[(int)digit];
        }

        run = new RunId(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{id}.{ordinal}"));
        return true;
    }
}
