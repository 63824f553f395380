using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ActiveReach.Functions.Engagement;

/// <summary>Shared secrets of the providers' callbacks (<c>ActiveReach__WebhookSecrets__{provider}</c>).</summary>
/// <param name="Find">The secret of a provider; null or empty where none is set.</param>
public sealed record WebhookSecrets(Func<string, string?> Find)
{
    /// <summary>Compared in constant time. Without a secret set, nobody is let in.</summary>
    public bool Admits(string provider, HttpRequest request)
    {
        var expected = Find(provider);
        var given = request.Query["secret"];
        return !string.IsNullOrEmpty(expected) && given.Count == 1
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(expected)), SHA256.HashData(Encoding.UTF8.GetBytes(given.ToString())));
    }
}
