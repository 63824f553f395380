using System.Security.Cryptography;

namespace ActiveReach.Links;

/// <summary>Signs what links carry (HMAC-SHA256) with the newest of the installation's keys, one purpose apart from the other: a signature of
/// one purpose is worth nothing for another. Older keys verify only.</summary>
public sealed class LinkSigner
{
    /// <summary>Bytes of a key.</summary>
    public const int ShortestKey = 32;

    /// <summary>Keys that are told apart: a key's id is its number modulo this.</summary>
    public const int MostKeys = 8;

    private const int ShortestSignature = 8;
    private readonly byte[]?[][] keys = new byte[MostKeys][][];

    /// <summary>One key, which has the number 0.</summary>
    /// <param name="key">At least 32 bytes (setting <c>ActiveReach__LinkSigningKey</c>).</param>
    public LinkSigner(ReadOnlySpan<byte> key)
        : this(new Dictionary<int, byte[]> { [0] = key.ToArray() })
    {
    }

    /// <param name="byNumber">Each at least 32 bytes, no two with the same id; the one with the highest number signs.</param>
    public LinkSigner(IReadOnlyDictionary<int, byte[]> byNumber)
    {
        foreach (var (number, key) in byNumber)
        {
            if (key.Length < ShortestKey)
                throw new ArgumentException($"The link signing key {number} has {key.Length} bytes; it needs at least {ShortestKey}.", nameof(byNumber));
            if (keys[IdOf(number)] is not null)
                throw new ArgumentException($"The link signing key {number} has the id of another one.", nameof(byNumber));
            keys[IdOf(number)] = OfPurposes(key);
        }

        Newest = IdOf(byNumber.Keys.Max());
    }

    /// <summary>Id of the key that signs.</summary>
    public int Newest { get; }

    public static int IdOf(int number) => number % MostKeys;

    /// <summary>Fills <paramref name="signature"/> (8 to 32 bytes) with the leading bytes of the newest key's code.</summary>
    public void Sign(LinkPurpose purpose, ReadOnlySpan<byte> message, Span<byte> signature)
    {
        if (signature.Length < ShortestSignature)
            throw new ArgumentException($"A signature of {signature.Length} bytes is too weak: take at least {ShortestSignature}.", nameof(signature));
        Span<byte> code = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(keys[Newest][(int)purpose]!, message, code);
        code[..signature.Length].CopyTo(signature);
    }

    /// <summary>Whether the key with this id made the signature. Compared in constant time.</summary>
    public bool Verify(LinkPurpose purpose, int key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length is < ShortestSignature or > HMACSHA256.HashSizeInBytes || keys[key] is not { } known)
            return false;
        Span<byte> code = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(known[(int)purpose]!, message, code);
        return CryptographicOperations.FixedTimeEquals(code[..signature.Length], signature);
    }

    /// <summary>Whether any of the keys made the signature: for what doesn't name its key.</summary>
    public bool Verify(LinkPurpose purpose, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        for (var key = 0; key < MostKeys; key++)
        {
            if (Verify(purpose, key, message, signature))
                return true;
        }

        return false;
    }

    private static byte[]?[] OfPurposes(byte[] key)
    {
        var each = new byte[]?[(int)Enum.GetValues<LinkPurpose>().Max() + 1];
        foreach (var purpose in Enum.GetValues<LinkPurpose>())
            each[(int)purpose] = HMACSHA256.HashData(key.AsSpan(), [(byte)purpose]);
        return each;
    }
}
