using System.Security.Cryptography;

namespace ActiveReach.Links;

/// <summary>Signs what links carry (HMAC-SHA256) with the installation's key, one purpose apart from the other: a signature of
/// one purpose is worth nothing for another.</summary>
public sealed class LinkSigner
{
    /// <summary>Bytes of a key.</summary>
    public const int ShortestKey = 32;

    private const int ShortestSignature = 12;
    private readonly byte[][] keys;

    /// <param name="key">At least 32 bytes (setting <c>ActiveReach__LinkSigningKey</c>).</param>
    public LinkSigner(ReadOnlySpan<byte> key)
    {
        if (key.Length < ShortestKey)
            throw new ArgumentException($"The link signing key has {key.Length} bytes; set ActiveReach__LinkSigningKey to at least {ShortestKey}.", nameof(key));
        keys = new byte[(int)Enum.GetValues<LinkPurpose>().Max() + 1][];
        foreach (var purpose in Enum.GetValues<LinkPurpose>())
            keys[(int)purpose] = HMACSHA256.HashData(key, [(byte)purpose]);
    }

    /// <summary>Fills <paramref name="signature"/> (12 to 32 bytes) with the leading bytes of the code.</summary>
    public void Sign(LinkPurpose purpose, ReadOnlySpan<byte> message, Span<byte> signature)
    {
        if (signature.Length < ShortestSignature)
            throw new ArgumentException($"A signature of {signature.Length} bytes is too weak: take at least {ShortestSignature}.", nameof(signature));
        Span<byte> code = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(keys[(int)purpose], message, code);
        code[..signature.Length].CopyTo(signature);
    }

    /// <summary>Compared in constant time; false for signatures shorter than 12 bytes.</summary>
    public bool Verify(LinkPurpose purpose, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length is < ShortestSignature or > HMACSHA256.HashSizeInBytes)
            return false;
        Span<byte> code = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(keys[(int)purpose], message, code);
        return CryptographicOperations.FixedTimeEquals(code[..signature.Length], signature);
    }
}
