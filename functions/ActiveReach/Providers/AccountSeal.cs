using System.Security.Cryptography;
using System.Text;

namespace ActiveReach.Providers;

/// <summary>Closes the secrets of accounts before they are stored (AES-256-GCM, under a key that is made of one of the app's own by HKDF, RFC 5869). A secret is
/// bound to its account and name: moved to another it doesn't open.</summary>
/// <param name="keys">By number; the highest closes, all of them open.</param>
public sealed class AccountSeal(IReadOnlyDictionary<int, byte[]> keys)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly Dictionary<int, byte[]> keys = keys.ToDictionary(
        key => key.Key, key => HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Value, 32, info: "secrets of provider accounts"u8.ToArray()));

    public string Close(string account, string name, string secret)
    {
        var number = keys.Keys.Max();
        var plain = Encoding.UTF8.GetBytes(secret);
        var closed = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(closed.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(keys[number], TagBytes);
        cipher.Encrypt(closed.AsSpan(0, NonceBytes), plain, closed.AsSpan(NonceBytes + TagBytes), closed.AsSpan(NonceBytes, TagBytes), Bound(account, name));
        return $"{number}.{Convert.ToBase64String(closed)}";
    }

    /// <summary>Null where the key that closed it is gone, or what is stored was changed.</summary>
    public string? Open(string account, string name, string closed)
    {
        if (closed.Split('.') is not [var number, var text] || !int.TryParse(number, out var id) || !keys.TryGetValue(id, out var key))
            return null;
        var bytes = Convert.FromBase64String(text);
        var plain = new byte[bytes.Length - NonceBytes - TagBytes];
        try
        {
            using var cipher = new AesGcm(key, TagBytes);
            cipher.Decrypt(bytes.AsSpan(0, NonceBytes), bytes.AsSpan(NonceBytes + TagBytes), bytes.AsSpan(NonceBytes, TagBytes), plain, Bound(account, name));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] Bound(string account, string name) => Encoding.UTF8.GetBytes($"{account}\n{name}");
}
