using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ActiveReach.Access;

/// <summary>Keys and tokens: 256 random bits, so that a plain hash is enough to store and to find them by.</summary>
public static class Secret
{
    public static string New(string prefix) => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>An id that nobody can guess the next of, but no secret.</summary>
    public static string NewId(string prefix) => prefix + RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 14);

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>The token that a page sends along with a session's cookie: it follows from the session's token, but not the other way.</summary>
    public static string CrossSiteToken(string session) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes("cross-site:" + session)));

    /// <summary>Compares without telling by the time it takes how much is right.</summary>
    public static bool AreEqual(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
