using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ActiveReach.Consent;

/// <summary>SHA-256 of a normal address (E.164 phone or folded e-mail) as UTF-8: how addresses stay on the suppression list after
/// the person is erased, and how lists that only hold hashes are taken over.</summary>
public readonly record struct AddressHash
{
    private readonly string? hex;

    private AddressHash(string hex) => this.hex = hex;

    public static AddressHash Of(string address) => new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address))));

    /// <summary>64 hexadecimal digits, either case.</summary>
    public static bool TryParse(string? text, out AddressHash hash)
    {
        hash = default;
        if (text is not { Length: 64 } || !text.All(char.IsAsciiHexDigit))
            return false;
        hash = new AddressHash(text.ToLowerInvariant());
        return true;
    }

    /// <summary>The first eight bytes: what many addresses are compared by first.</summary>
    public long Beginning => BinaryPrimitives.ReadInt64LittleEndian(ToBytes());

    /// <summary>The <see cref="Beginning"/> of an address's hash.</summary>
    public static long BeginningOf(string address)
    {
        Span<byte> text = stackalloc byte[512];
        return BeginningOf(Encoding.UTF8.TryGetBytes(address, text, out var length) ? text[..length] : Encoding.UTF8.GetBytes(address));
    }

    /// <param name="address">As UTF-8.</param>
    public static long BeginningOf(ReadOnlySpan<byte> address)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(address, hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }

    public byte[] ToBytes() => Convert.FromHexString(ToString());

    public override string ToString() => hex ?? throw new InvalidOperationException("An address hash without a value was used.");
}
