using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Engagement;

/// <summary>Shared secrets of the providers' callbacks (<c>ActiveReach__WebhookSecrets__{provider}</c>): several while one is being changed.</summary>
/// <param name="Find">The secrets of a provider, each as good as the others; empty where none is set.</param>
public sealed record WebhookSecrets(Func<string, IReadOnlyList<string>> Find)
{
    /// <summary>Each is compared in constant time. Without a secret set, nobody is let in.</summary>
    public bool Admits(string provider, HttpRequest request) => IsOneOf(Find(provider), request);

    /// <summary>Whether the request shows one of the secrets in <c>?secret=</c>.</summary>
    public static bool IsOneOf(IReadOnlyList<string> secrets, HttpRequest request)
    {
        var given = request.Query["secret"];
        if (given.Count != 1)
            return false;
        var shown = Hash(given.ToString());
        return Any(secrets, secret => CryptographicOperations.FixedTimeEquals(Hash(secret), shown));
    }

    /// <summary>Whether one of the secrets fits. Each is tried, so that the time it takes tells nothing; without one, nobody is let in.</summary>
    /// <param name="fits">In constant time.</param>
    public static bool Any(IReadOnlyList<string> secrets, Func<string, bool> fits)
    {
        var isOne = false;
        foreach (var secret in secrets)
            isOne |= fits(secret);
        return isOne;
    }

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
