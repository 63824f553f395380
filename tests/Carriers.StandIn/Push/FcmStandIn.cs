using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Carriers.StandIn.Push;

/// <summary>Firebase Cloud Messaging on this machine, with the place where its tokens are got: an assertion must be signed by the service account's key, and a message
/// shown with the newest token.</summary>
public sealed class FcmStandIn : PushStandIn
{
    public const string Project = "shop-1234";
    private const string Email = "sender@shop-1234.iam.gserviceaccount.com";

    private readonly RSA key = RSA.Create(2048);
    private readonly ConcurrentQueue<JsonObject> messages = new();
    private int tokens;

    public IReadOnlyList<JsonObject> Messages => [.. messages];

    /// <summary>How many tokens were given.</summary>
    public int Tokens => tokens;

    /// <summary>Whether the account gets any.</summary>
    public bool GivesTokens { get; set; } = true;

    /// <summary>The key of the account, as the console gives it.</summary>
    public string ServiceAccount => JsonSerializer.Serialize(new
    {
        type = "service_account",
        project_id = Project,
        private_key_id = "1",
        private_key = key.ExportPkcs8PrivateKeyPem(),
        client_email = Email,
        token_uri = $"{Address}/token",
    });

    protected override async Task HearAsync(HttpContext context)
    {
        if (context.Request is { Path.Value: "/token", Method: "POST" })
        {
            await GiveTokenAsync(context);
            return;
        }

        var body = await JsonNode.ParseAsync(context.Request.Body) as JsonObject;
        if (context.Request.Headers.Authorization.ToString() != $"Bearer token-{tokens}")
        {
            Refuse($"Authorization is {context.Request.Headers.Authorization}");
            context.Response.StatusCode = 401;
        }
        else if (context.Request is not { Method: "POST", ContentType: "application/json; charset=utf-8" } || context.Request.Path != $"/v1/projects/{Project}/messages:send" || body?["message"]?["token"] is null)
        {
            Refuse($"{context.Request.Method} {context.Request.Path} is not understood: {body}");
            context.Response.StatusCode = 404;
        }
        else
        {
            await AnswerAsync(context, () => messages.Enqueue(body["message"]!.AsObject()), 200, new { name = $"projects/{Project}/messages/{messages.Count + 1}" });
        }
    }

    private async Task GiveTokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var assertion = form["assertion"].ToString().Split('.');
        var isSigned = assertion is [var head, var claims, var signature]
            && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(head)) == """{"alg":"RS256","typ":"JWT"}"""
            && key.VerifyData(Encoding.ASCII.GetBytes($"{head}.{claims}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            && JsonNode.Parse(Base64Url.DecodeFromChars(claims)) is JsonObject said
            && (string?)said["iss"] == Email && (string?)said["aud"] == $"{Address}/token" && (string?)said["scope"] == "https://www.googleapis.com/auth/firebase.messaging"
            && (long)said["exp"]! - (long)said["iat"]! is > 0 and <= 3600;
        if (form["grant_type"] != "urn:ietf:params:oauth:grant-type:jwt-bearer" || !isSigned)
            Refuse("The assertion is not as it should be.");
        if (!isSigned || !GivesTokens)
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsJsonAsync(new { error = "invalid_grant" });
            return;
        }

        await context.Response.WriteAsJsonAsync(new { access_token = $"token-{Interlocked.Increment(ref tokens)}", expires_in = 3599, token_type = "Bearer" });
    }
}
