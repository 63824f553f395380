using System.Security.Cryptography;
using System.Text;

namespace ActiveReach.Functions.Http;

/// <summary>Kept answers may hold a new key or somebody's data, so they can only be read with what the caller shows again: neither
/// credential nor idempotency key is stored.</summary>
internal sealed class AnswerSeal(string credential, string idempotencyKey)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] key = HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes($"{credential}\n{idempotencyKey}"), 32, info: "kept answer"u8.ToArray());

    public byte[] Close(byte[] answer)
    {
        var closed = new byte[NonceBytes + TagBytes + answer.Length];
        RandomNumberGenerator.Fill(closed.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(closed.AsSpan(0, NonceBytes), answer, closed.AsSpan(NonceBytes + TagBytes), closed.AsSpan(NonceBytes, TagBytes));
        return closed;
    }

    public byte[] Open(byte[] closed)
    {
        var answer = new byte[closed.Length - NonceBytes - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Decrypt(closed.AsSpan(0, NonceBytes), closed.AsSpan(NonceBytes + TagBytes), closed.AsSpan(NonceBytes, TagBytes), answer);
        return answer;
    }
}
