using System.Security.Cryptography;
using System.Text;

namespace ActiveReach.Access;

/// <summary>Closes what is stored so that the store alone doesn't tell it: AES-256-GCM (NIST SP 800-38D) under a key that is made of a secret and a purpose (HKDF, RFC 5869).
/// What is closed is 12 bytes of nonce, 16 of tag, and the text.</summary>
/// <param name="purpose">What is closed for one purpose doesn't open for another.</param>
public sealed class Seal(byte[] secret, string purpose)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: Encoding.UTF8.GetBytes(purpose));

    /// <param name="bound">What it is about: moved to something else it doesn't open.</param>
    public byte[] Close(ReadOnlySpan<byte> plain, string bound = "")
    {
        var closed = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(closed.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(closed.AsSpan(0, NonceBytes), plain, closed.AsSpan(NonceBytes + TagBytes), closed.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(bound));
        return closed;
    }

    /// <summary>Null where another key closed it, it is bound to something else, or it was changed.</summary>
    public byte[]? Open(ReadOnlySpan<byte> closed, string bound = "")
    {
        if (closed.Length < NonceBytes + TagBytes)
            return null;
        var plain = new byte[closed.Length - NonceBytes - TagBytes];
        try
        {
            using var cipher = new AesGcm(key, TagBytes);
            cipher.Decrypt(closed[..NonceBytes], closed[(NonceBytes + TagBytes)..], closed.Slice(NonceBytes, TagBytes), plain, Encoding.UTF8.GetBytes(bound));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
