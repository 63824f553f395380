using System.Security.Cryptography;
using System.Text;
using ActiveReach.Workspaces;

namespace ActiveReach.Orders.Shops;

/// <summary>Keeps the secrets of shops so that they can't be read from the store alone: AES-256-GCM under a key made of the installation's,
/// bound to the shop.</summary>
public sealed class ShopSecrets
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] key;

    /// <param name="installationKey">At least 32 bytes (setting <c>ActiveReach__LinkSigningKey</c>).</param>
    public ShopSecrets(byte[] installationKey) => key = HKDF.DeriveKey(HashAlgorithmName.SHA256, installationKey, 32, info: "secrets of shops"u8.ToArray());

    public byte[] Close(WorkspaceId workspace, string shop, string secret)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var closed = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(closed.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(closed.AsSpan(0, NonceBytes), plain, closed.AsSpan(NonceBytes + TagBytes), closed.AsSpan(NonceBytes, TagBytes), Bound(workspace, shop));
        return closed;
    }

    /// <summary>Whether the shop's platform signed the body: base64 of its HMAC-SHA256 under the secret, as Shopify
    /// (<c>X-Shopify-Hmac-SHA256</c>) and WooCommerce (<c>X-WC-Webhook-Signature</c>) write it. Compared in constant time.</summary>
    /// <param name="now">When it came: a secret that was replaced counts for a time.</param>
    public bool HasSigned(Shop shop, ReadOnlySpan<byte> body, string? signature, DateTimeOffset now)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return signature is not null && Convert.TryFromBase64String(signature, given, out var length) && length == given.Length
            && (IsOf(shop, shop.Secret, body, given) || (shop.Former is { } former && now < shop.FormerUntil && IsOf(shop, former, body, given)));
    }

    /// <summary>Whether it is the shop's secret already.</summary>
    public bool Holds(Shop shop, string secret) => Open(shop, shop.Secret) is { } held && CryptographicOperations.FixedTimeEquals(held, Encoding.UTF8.GetBytes(secret));

    private bool IsOf(Shop shop, byte[] closed, ReadOnlySpan<byte> body, ReadOnlySpan<byte> given)
    {
        if (Open(shop, closed) is not { } secret)
            return false;
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, body, expected);
        return CryptographicOperations.FixedTimeEquals(expected, given);
    }

    /// <summary>Null when the installation's key has changed since it was closed.</summary>
    private byte[]? Open(Shop shop, ReadOnlySpan<byte> closed)
    {
        if (closed.Length < NonceBytes + TagBytes)
            return null;
        var plain = new byte[closed.Length - NonceBytes - TagBytes];
        try
        {
            using var cipher = new AesGcm(key, TagBytes);
            cipher.Decrypt(closed[..NonceBytes], closed[(NonceBytes + TagBytes)..], closed.Slice(NonceBytes, TagBytes), plain, Bound(shop.Workspace, shop.Id));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] Bound(WorkspaceId workspace, string shop) => Encoding.UTF8.GetBytes($"{workspace.Value}\n{shop}");
}
