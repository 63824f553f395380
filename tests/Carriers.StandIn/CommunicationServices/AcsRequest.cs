using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Carriers.StandIn.CommunicationServices;

/// <summary>A request as it came, and what is wrong with it.</summary>
public sealed class AcsRequest
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private AcsRequest(HttpContext context, byte[] bytes, byte[] key, string token, bool isSecure)
    {
        var request = context.Request;
        Path = request.Path;
        Version = request.Query["api-version"];
        Headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        Fault = isSecure && Header("Authorization")?.StartsWith("Bearer ", StringComparison.Ordinal) == true
            ? (Header("Authorization") == $"Bearer {token}" ? null : "another token")
            : FaultOfSignature(request, bytes, key);
        try
        {
            Body = JsonNode.Parse(bytes) as JsonObject;
        }
        catch (JsonException)
        {
            Body = null;
        }
    }

    public string Path { get; }

    public string? Version { get; }

    public JsonObject? Body { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Why it is not let in; null when it is.</summary>
    public string? Fault { get; }

    public static async Task<AcsRequest> ReadAsync(HttpContext context, byte[] key, string token)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return new AcsRequest(context, body.ToArray(), key, token, context.Request.IsHttps);
    }

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    private string? FaultOfSignature(HttpRequest request, byte[] body, byte[] key)
    {
        if (!DateTimeOffset.TryParseExact(Header("x-ms-date"), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) || (TimeProvider.System.GetUtcNow() - date).Duration() > Skew)
            return $"x-ms-date is '{Header("x-ms-date")}'";
        var hash = Convert.ToBase64String(SHA256.HashData(body));
        if (Header("x-ms-content-sha256") != hash)
            return "x-ms-content-sha256 is not that of the body";
        var signed = $"{request.Method}\n{request.Path}{request.QueryString}\n{Header("x-ms-date")};{request.Host};{hash}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)));
        return Header("Authorization") == $"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}" ? null : "another signature";
    }
}
