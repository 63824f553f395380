using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.CommunicationServices;

/// <summary>The way to the resource: Azure.Core's pipeline, signed with a key or with the app's identity. It repeats nothing by itself, since what may be repeated,
/// and under which key, is the ledger's to say; the SDK for .NET hides that pair.</summary>
public sealed class AcsRequests
{
    private static readonly string[] Scopes = ["https://communication.azure.com/.default"];
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly HttpPipeline pipeline;
    private readonly Uri endpoint;
    private readonly ILogger<AcsRequests> log;

    public AcsRequests(AcsOptions options, ILogger<AcsRequests> log)
        : this(options, log, options.AccessKey is null ? new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = options.ClientId }) : null, transport: null)
    {
    }

    /// <param name="identity">Used where there is no key.</param>
    /// <param name="transport">Null is the usual one.</param>
    internal AcsRequests(AcsOptions options, ILogger<AcsRequests> log, TokenCredential? identity, HttpPipelineTransport? transport)
    {
        (endpoint, this.log) = (options.Endpoint, log);
        var settings = new Settings { Retry = { MaxRetries = 0 } };
        if (transport is not null)
            settings.Transport = transport;
        HttpPipelinePolicy signing = options.AccessKey is { } key ? new AcsKeyPolicy(key) : new BearerTokenAuthenticationPolicy(identity!, Scopes);
        pipeline = HttpPipelineBuilder.Build(settings, signing);
    }

    /// <summary>To a workspace's account, which has a key.</summary>
    public static AcsRequests OfAccount(AcsOptions options, ILogger<AcsRequests> log, HttpClient http) => new(options, log, null, new HttpClientTransport(http));

    /// <summary>Posts JSON. A request of which nothing is known throws; one that can't have reached the service is answered as its refusal for now would be.</summary>
    internal async Task<AcsAnswer> PostAsync(string path, string version, RequestContent body, CancellationToken cancellation, params IEnumerable<(string Name, string Value)> headers)
    {
        using var message = Message(RequestMethod.Post, path, $"api-version={version}");
        message.Request.Headers.SetValue("Content-Type", "application/json");
        foreach (var (name, value) in headers)
            message.Request.Headers.SetValue(name, value);
        message.Request.Content = body;
        return await SendAsync(message, path, cancellation);
    }

    /// <param name="path">May have a query, and the version in it.</param>
    /// <inheritdoc cref="PostAsync"/>
    internal async Task<AcsAnswer> GetAsync(string path, string version, CancellationToken cancellation)
    {
        using var message = Message(RequestMethod.Get, path, path.Contains("api-version=", StringComparison.Ordinal) ? "" : $"api-version={version}");
        return await SendAsync(message, path, cancellation);
    }

    /// <summary>Whether the resource is there and lets us in: its telephone numbers are asked for, of which a resource for mails has none.
    /// Source: learn.microsoft.com/rest/api/communication/phonenumbers/phone-numbers/list-phone-numbers.</summary>
    internal async Task<ProviderCheck> CheckAsync(CancellationToken cancellation)
    {
        var answer = await GetAsync("/phoneNumbers", "2022-12-01", cancellation);
        return answer.Status switch
        {
            200 => new ProviderCheck(true, $"{endpoint.Host} is there and lets us in."),
            401 or 403 => new ProviderCheck(false, $"{endpoint.Host} doesn't let us in ({answer.Code ?? "no reason given"}): check the access key, or the role of the app's identity."),
            503 => new ProviderCheck(false, $"{endpoint.Host} can't be reached: check the endpoint."),
            _ => new ProviderCheck(false, $"{endpoint.Host} answered {answer.Status} ({answer.Code ?? "no reason given"})."),
        };
    }

    private HttpMessage Message(RequestMethod method, string path, string query)
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(endpoint, $"{path}{(query.Length == 0 ? "" : path.Contains('?', StringComparison.Ordinal) ? "&" : "?")}{query}"));
        message.Request.Headers.SetValue("Accept", "application/json");
        return message;
    }

    private async Task<AcsAnswer> SendAsync(HttpMessage message, string path, CancellationToken cancellation)
    {
        try
        {
            await pipeline.SendAsync(message, cancellation);
        }
        catch (AuthenticationFailedException error)
        {
            log.LogWarning("The app's identity gets no token for Communication Services ({Fault}); nothing is sent until it does. Give the app a managed identity, or set a connection string.", error.GetType().Name);
            return new AcsAnswer(401, new BinaryData(""));
        }
        catch (RequestFailedException error) when (NeverReached(error))
        {
            log.LogWarning("{Host} can't be reached; nothing is sent until it can.", endpoint.Host);
            return new AcsAnswer(503, new BinaryData(""), RetryAfter: TimeSpan.FromSeconds(10));
        }

        var answer = new AcsAnswer(message.Response.Status, message.Response.Content, RetryAfterOf(message.Response));
        if (answer.Status is 401 or 403 or 404)
            log.LogWarning("Communication Services answered {Status} ({Code}) to {Path}. Check the key, or the role of the app's identity, and that the sender belongs to {Host}.", answer.Status, answer.Code, path, endpoint.Host);
        return answer;
    }

    /// <summary>No connection was made, so the service can't have got anything.</summary>
    private static bool NeverReached(RequestFailedException error) =>
        error.InnerException is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError };

    /// <summary>In seconds or as a date (RFC 9110, 10.2.3).</summary>
    private static TimeSpan? RetryAfterOf(Response response)
    {
        if (!response.Headers.TryGetValue("Retry-After", out var text))
            return null;
        TimeSpan? wait = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds)
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until) ? until - TimeProvider.System.GetUtcNow()
            : null;
        return wait is { } asked ? TimeSpan.FromTicks(Math.Clamp(asked.Ticks, TimeSpan.TicksPerSecond, LongestWait.Ticks)) : null;
    }

    private sealed class Settings : ClientOptions;
}
