using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using ActiveReach.Ids;

namespace ActiveReach.Links;

/// <summary>Packs the parts of a token. An ordinary run id (<c>cmp_</c>, 20 letters or digits, a dot, an ordinal) takes 16 bytes
/// and more for a high ordinal; any other takes its text.</summary>
internal ref struct TokenWriter(Span<byte> target)
{
    internal const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    internal const string Prefix = "cmp_";
    internal const int IdLength = 20;
    internal const int PackedLength = 15;
    private readonly Span<byte> target = target;

    public int Length { get; private set; }

    public void Write(int value)
    {
        var rest = (uint)value;
        for (; rest > 0x7f; rest >>= 7)
            target[Length++] = (byte)(rest | 0x80);
        target[Length++] = (byte)rest;
    }

    public void Write(RunId run)
    {
        if (TryPack(run.Value, out var packed, out var ordinal))
        {
            Span<byte> wide = stackalloc byte[16];
            BinaryPrimitives.WriteUInt128BigEndian(wide, packed);
            Write(ordinal);
            wide[(16 - PackedLength)..].CopyTo(target[Length..]);
            Length += PackedLength;
            return;
        }

        // Ordinals count from 1, so a zero announces a text.
        Write(0);
        Write(Encoding.UTF8.GetByteCount(run.Value));
        Length += Encoding.UTF8.GetBytes(run.Value, target[Length..]);
    }

    private static bool TryPack(string run, out UInt128 packed, out int ordinal)
    {
        packed = 0;
        ordinal = 0;
        var dot = Prefix.Length + IdLength;
        if (run.Length < dot + 2 || !run.StartsWith(Prefix, StringComparison.Ordinal) || run[dot] != '.' || run[dot + 1] == '0'
            || !int.TryParse(run.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ordinal) || ordinal == 0)
            return false;
        foreach (var c in run.AsSpan(Prefix.Length, IdLength))
        {
            var digit = Alphabet.IndexOf(c);
            if (digit < 0)
                return false;
            packed = (packed * 62) + (uint)digit;
        }

        return true;
    }
}
