using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using ActiveReach.Ids;

namespace ActiveReach.Links;

/// <summary>Unpacks what <see cref="TokenWriter"/> packed.</summary>
internal ref struct TokenReader(ReadOnlySpan<byte> source)
{
    private ReadOnlySpan<byte> rest = source;

    public readonly bool AtEnd => rest.IsEmpty;

    public bool TryRead(out int value)
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

    public bool TryRead(out RunId run)
    {
        run = default;
        if (!TryRead(out int ordinal))
            return false;
        if (ordinal > 0)
            return TryUnpack(ordinal, out run);
        if (!TryRead(out int length) || length == 0 || length > rest.Length)
            return false;
        run = new RunId(Encoding.UTF8.GetString(rest[..length]));
        rest = rest[length..];
        return true;
    }

    private bool TryUnpack(int ordinal, out RunId run)
    {
        run = default;
        if (rest.Length < TokenWriter.PackedLength)
            return false;
        Span<byte> wide = stackalloc byte[16];
        wide.Clear();
        rest[..TokenWriter.PackedLength].CopyTo(wide[(16 - TokenWriter.PackedLength)..]);
        rest = rest[TokenWriter.PackedLength..];
        var packed = BinaryPrimitives.ReadUInt128BigEndian(wide);
        Span<char> id = stackalloc char[TokenWriter.IdLength];
        for (var i = id.Length - 1; i >= 0; i--)
        {
            (packed, var digit) = UInt128.DivRem(packed, 62);
            id[i] = TokenWriter.Alphabet[(int)digit];
        }

        run = new RunId(string.Create(CultureInfo.InvariantCulture, $"{TokenWriter.Prefix}{id}.{ordinal}"));
        return true;
    }
}
