using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.Google;

/// <summary>Tokens of a service account: an assertion that it signs is exchanged for one, which is kept until shortly before it is over.
/// Source: developers.google.com/identity/protocols/oauth2/service-account (HTTP/REST; RS256, an hour at most).</summary>
/// <param name="scope">What they open, e.g. <c>https://www.googleapis.com/auth/firebase.messaging</c>.</param>
/// <param name="clock">The world's: Google checks it.</param>
internal sealed class GoogleTokens(GoogleAccount account, string scope, HttpClient http, TimeProvider clock, ILogger log) : IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim one = new(1);
    private volatile Kept? kept;

    /// <summary>Null where the account gets none.</summary>
    public async Task<string?> GetAsync(CancellationToken cancellation)
    {
        if (kept is { } known && clock.GetUtcNow() < known.Until)
            return known.Token;
        await one.WaitAsync(cancellation);
        try
        {
            return kept is { } others && clock.GetUtcNow() < others.Until ? others.Token : await AskAsync(cancellation);
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>It opens nothing any more.</summary>
    public void Forget() => kept = null;

    public void Dispose() => one.Dispose();

    private async Task<string?> AskAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, account.TokenAddress)
        {
            Content = new FormUrlEncodedContent([new("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), new("assertion", Assertion(now))]),
        };
        using var answer = await http.SendAsync(request, cancellation);
        if (answer.IsSuccessStatusCode && Read(await answer.Content.ReadAsByteArrayAsync(cancellation)) is var (token, lifetime))
        {
            kept = new Kept(token, now + lifetime - Margin);
            return token;
        }

        log.LogWarning("The service account {Account} gets no token ({Status}); nothing is sent with it until it does. Check that its key was not revoked, and this machine's clock.", account.Email, (int)answer.StatusCode);
        return null;
    }

    private string Assertion(DateTimeOffset now)
    {
        var claims = new { iss = account.Email, scope, aud = account.TokenAddress.OriginalString, iat = now.ToUnixTimeSeconds(), exp = now.AddHours(1).ToUnixTimeSeconds() };
        var words = $"{Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8)}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        using var key = RSA.Create();
        key.ImportFromPem(account.PrivateKey);
        return $"{words}.{Base64Url.EncodeToString(key.SignData(System.Text.Encoding.ASCII.GetBytes(words), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static (string Token, TimeSpan Lifetime)? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<Grant>(body, JsonSerializerOptions.Web) is { AccessToken: { Length: > 0 } token, ExpiresIn: > 0 and <= 86_400 } grant ? (token, TimeSpan.FromSeconds(grant.ExpiresIn)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Kept(string Token, DateTimeOffset Until);

    private sealed record Grant(
        [property: System.Text.Json.Serialization.JsonPropertyName("access_token")] string? AccessToken,
        [property: System.Text.Json.Serialization.JsonPropertyName("expires_in")] int ExpiresIn);
}
