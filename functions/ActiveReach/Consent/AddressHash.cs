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

    public byte[] ToBytes() => Convert.FromHexString(ToString());

    public override string ToString() => hex ?? throw new InvalidOperationException("An address hash without a value was used.");
}
