using System.Net.Http.Headers;
using System.Text.Json;
using ActiveReach.Channels.Vendors;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.WhatsApp;

/// <summary>Requests to the Graph API, with the account's token.</summary>
public sealed class MetaRequests(MetaOptions options, HttpClient http, ILogger<MetaRequests> log)
{
    /// <summary>Null where no connection was made.</summary>
    internal Task<VendorAnswer?> PostAsync(string path, object body, CancellationToken cancellation) => SendAsync(HttpMethod.Post, path, body, cancellation);

    /// <inheritdoc cref="PostAsync"/>
    internal Task<VendorAnswer?> GetAsync(string path, CancellationToken cancellation) => SendAsync(HttpMethod.Get, path, null, cancellation);

    /// <summary>Bytes of an upload, from its first on. Its header is the one that Meta's reference has for uploads.</summary>
    internal async Task<VendorAnswer?> UploadAsync(string session, Stream body, long length, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, AddressOf(session)) { Headers = { { "Authorization", $"OAuth {options.AccessToken}" }, { "file_offset", "0" } } };
        request.Content = new StreamContent(body) { Headers = { ContentLength = length, ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        return await AskAsync(request, cancellation);
    }

    private async Task<VendorAnswer?> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, AddressOf(path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.AccessToken);
        if (body is not null)
            request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, VendorJson.Options)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        return await AskAsync(request, cancellation);
    }

    private string AddressOf(string path) => $"{options.Endpoint.AbsoluteUri.TrimEnd('/')}/{path}";

    private async Task<VendorAnswer?> AskAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var answer = await http.AskAsync(request, cancellation);
        if (answer is null)
            log.LogWarning("{Host} can't be reached; nothing is sent on WhatsApp until it can.", options.Endpoint.Host);
        else if (!answer.IsSuccess && MetaVerdict.Of(answer) is { Result: HandOverResult.Deferred } verdict)
            log.LogWarning("Meta answered {Status} with the error {Code} ({Reason}). Where it is no limit, check ActiveReach__WhatsApp__AccessToken, its permissions, and the account {Account}.", answer.Status, MetaVerdict.CodeOf(answer), verdict.Reason, options.BusinessAccountId);
        return answer;
    }
}
