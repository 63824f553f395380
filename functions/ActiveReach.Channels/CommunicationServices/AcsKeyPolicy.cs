using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace ActiveReach.Channels.CommunicationServices;

/// <summary>Signs each request with the resource's key. Source: learn.microsoft.com/azure/communication-services/tutorials/hmac-header-tutorial.</summary>
internal sealed class AcsKeyPolicy(ReadOnlyMemory<byte> key) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var request = message.Request;
        var address = request.Uri.ToUri();

        // The service measures it by its own clock, so it is the wall's, whatever time the business has.
        var date = TimeProvider.System.GetUtcNow().ToString("r", System.Globalization.CultureInfo.InvariantCulture);
        var hash = Convert.ToBase64String(HashOf(request.Content));
        var signed = $"{request.Method}\n{address.PathAndQuery}\n{date};{address.Authority};{hash}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key.Span, Encoding.UTF8.GetBytes(signed)));
        request.Headers.SetValue("x-ms-date", date);
        request.Headers.SetValue("x-ms-content-sha256", hash);
        request.Headers.SetValue("Authorization", $"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}");
    }

    private static byte[] HashOf(RequestContent? content)
    {
        using var hash = SHA256.Create();
        using (var bytes = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
            content?.WriteTo(bytes, CancellationToken.None);
        return hash.Hash!;
    }
}
