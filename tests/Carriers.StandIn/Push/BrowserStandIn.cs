using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Carriers.StandIn.Push;

/// <summary>A browser with its push service on this machine: it takes what is signed by the server that it subscribed to (RFC 8292), and reads it with the keys of its
/// subscription (RFC 8291).</summary>
public sealed class BrowserStandIn : PushStandIn
{
    private readonly ECDsa server = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDiffieHellman own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] secret = RandomNumberGenerator.GetBytes(16);
    private readonly ConcurrentQueue<(JsonNode Words, string Topic, string Life)> messages = new();

    public IReadOnlyList<(JsonNode Words, string Topic, string Life)> Messages => [.. messages];

    public string PublicKey => Base64Url.EncodeToString(Point(server.ExportParameters(false).Q));

    public string PrivateKey => Base64Url.EncodeToString(server.ExportParameters(true).D);

    /// <summary>The library leaves the port out, which real services have none of.</summary>
    private string Audience => new Uri(Address).GetComponents(UriComponents.Scheme | UriComponents.Host, UriFormat.UriEscaped);

    /// <summary>As a site gets it from the browser.</summary>
    public string Subscription => JsonSerializer.Serialize(new
    {
        endpoint = $"{Address}/send/1",
        expirationTime = (string?)null,
        keys = new { p256dh = Base64Url.EncodeToString(Point(own.ExportParameters(false).Q)), auth = Base64Url.EncodeToString(secret) },
    });

    protected override async Task HearAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = context.Request;
        if (request.Method != "POST" || request.Path != "/send/1" || request.Headers.ContentEncoding != "aes128gcm" || !IsSigned(request.Headers.Authorization.ToString()))
        {
            Refuse($"{request.Method} {request.Path} with {request.Headers.Authorization} in {request.Headers.ContentEncoding} is refused.");
            context.Response.StatusCode = 403;
            return;
        }

        await AnswerAsync(context, () => messages.Enqueue((JsonNode.Parse(Read(body.ToArray()))!, request.Headers["Topic"].ToString(), request.Headers["TTL"].ToString())), 201, null);
    }

    private bool IsSigned(string header)
    {
        if (!header.StartsWith("vapid ", StringComparison.OrdinalIgnoreCase))
            return false;
        var parts = header["vapid ".Length..].Split(',').Select(part => part.Trim().Split('=', 2)).ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal);
        var token = parts["t"].Split('.');
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(token[1]))!;
        return parts["k"] == PublicKey && (string?)claims["aud"] == Audience && ((string?)claims["sub"])?.StartsWith("mailto:", StringComparison.Ordinal) is true
            && server.VerifyData(Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"), Base64Url.DecodeFromChars(token[2]), HashAlgorithmName.SHA256);
    }

    /// <summary>RFC 8188 with the keys of RFC 8291: salt, size of a record, key of the sender, then one record.</summary>
    private byte[] Read(byte[] body)
    {
        var (salt, sender) = (body[..16], body[21..(21 + body[20])]);
        var sealedPart = body[(21 + body[20])..];
        if (BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(16)) < sealedPart.Length)
            throw new InvalidDataException("There is more than one record.");
        using var other = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = sender[1..33], Y = sender[33..] } });
        var info = (byte[])[.. "WebPush: info\0"u8, .. Point(own.ExportParameters(false).Q), .. sender];
        var keying = HKDF.DeriveKey(HashAlgorithmName.SHA256, own.DeriveRawSecretAgreement(other.PublicKey), 32, secret, info);
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, keying, 16, salt, [.. "Content-Encoding: aes128gcm\0"u8]);
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, keying, 12, salt, [.. "Content-Encoding: nonce\0"u8]);
        using var cipher = new AesGcm(key, 16);
        var plain = new byte[sealedPart.Length - 16];
        cipher.Decrypt(nonce, sealedPart.AsSpan(0, plain.Length), sealedPart.AsSpan(plain.Length), plain);
        return plain[..Array.LastIndexOf(plain, (byte)2)];
    }

    private static byte[] Point(ECPoint point) => [4, .. point.X!, .. point.Y!];
}
