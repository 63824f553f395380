using System.Security.Cryptography;
using System.Text;
using ActiveReach.Access;
using ActiveReach.Workspaces;

namespace ActiveReach.Orders.Shops;

/// <summary>Keeps the secrets of shops so that they can't be read from the store alone, each bound to its shop.</summary>
/// <param name="installationKey">At least 32 bytes (setting <c>ActiveReach__LinkSigningKey</c>).</param>
public sealed class ShopSecrets(byte[] installationKey)
{
    private readonly Seal seal = new(installationKey, "secrets of shops");

    public byte[] Close(WorkspaceId workspace, string shop, string secret) => seal.Close(Encoding.UTF8.GetBytes(secret), Bound(workspace, shop));

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
    private byte[]? Open(Shop shop, ReadOnlySpan<byte> closed) => seal.Open(closed, Bound(shop.Workspace, shop.Id));

    private static string Bound(WorkspaceId workspace, string shop) => $"{workspace.Value}\n{shop}";
}
