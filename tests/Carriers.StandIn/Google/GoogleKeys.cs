using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Carriers.StandIn.Google;

/// <summary>A service account of Google's cloud, and the place where its tokens are got: an assertion must be signed by its key, and the newest token alone opens.</summary>
public sealed class GoogleKeys(string project, string scope)
{
    public const string Path = "/token";

    private readonly string email = $"sender@{project}.iam.gserviceaccount.com";
    private readonly RSA key = RSA.Create(2048);
    private int tokens;

    /// <summary>How many tokens were given.</summary>
    public int Tokens => tokens;

    /// <summary>Whether the account gets any.</summary>
    public bool GivesTokens { get; set; } = true;

    /// <summary>The key of the account, as the console gives it.</summary>
    public string ServiceAccount(string address) => JsonSerializer.Serialize(new
    {
        type = "service_account",
        project_id = project,
        private_key_id = "1",
        private_key = key.ExportPkcs8PrivateKeyPem(),
        client_email = email,
        token_uri = address + Path,
    });

    public bool Admits(string? authorization) => authorization == $"Bearer token-{tokens}";

    /// <returns>What is wrong with the request; null for nothing.</returns>
    public async Task<string?> GiveAsync(HttpContext context, string address)
    {
        var form = await context.Request.ReadFormAsync();
        var assertion = form["assertion"].ToString().Split('.');
        var isSigned = assertion is [var head, var claims, var signature]
            && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(head)) == """{"alg":"RS256","typ":"JWT"}"""
            && key.VerifyData(Encoding.ASCII.GetBytes($"{head}.{claims}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            && JsonNode.Parse(Base64Url.DecodeFromChars(claims)) is JsonObject said
            && (string?)said["iss"] == email && (string?)said["aud"] == address + Path && (string?)said["scope"] == scope
            && (long)said["exp"]! - (long)said["iat"]! is > 0 and <= 3600;
        context.Response.StatusCode = isSigned && GivesTokens ? 200 : 400;
        await context.Response.WriteAsJsonAsync(isSigned && GivesTokens ? (object)new { access_token = $"token-{Interlocked.Increment(ref tokens)}", expires_in = 3599, token_type = "Bearer" } : new { error = "invalid_grant" });
        return isSigned && form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer" ? null : "The assertion is not as it should be.";
    }
}
