using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActiveReach.Channels.Vendors;
using Lib.Net.Http.WebPush;
using Lib.Net.Http.WebPush.Authentication;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.Push;

/// <summary>Messages to browsers by their own push services, encrypted for the subscription (RFC 8291) and signed by us (RFC 8292). A message that comes twice takes the
/// first one's place while that waits (<c>Topic</c>). The service worker of the site gets <c>title</c>, <c>body</c>, <c>link</c>, <c>image</c> and <c>tag</c> as JSON.
/// Source: RFC 8030 (5.2 urgency and life, 5.4 topics, 7.3 subscriptions that are over).</summary>
internal sealed class WebPushSender : IDisposable
{
    private const int KeptForADay = 24 * 60 * 60;
    private const int LongestTopic = 32;

    private static readonly TimeSpan AfterOutage = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AfterQuota = TimeSpan.FromMinutes(1);

    private readonly WebPushOptions options;
    private readonly PushServiceClient client;
    private readonly VapidAuthentication keys;
    private readonly ILogger log;

    public WebPushSender(WebPushOptions options, HttpClient http, ILogger log)
    {
        (this.options, this.log) = (options, log);
        client = new PushServiceClient(http) { AutoRetryAfter = false };
        keys = new VapidAuthentication(options.PublicKey, options.PrivateKey) { Subject = options.Subject };
    }

    public async Task<PushOutcome> SendAsync(OutgoingMessage message, PushDevice device, CancellationToken cancellation)
    {
        if (Subscription(device.Token) is not { } subscription)
            return PushOutcome.Rejected("invalid_subscription");
        if (!Uri.TryCreate(subscription.Endpoint, UriKind.Absolute, out var endpoint) || !options.Allows(endpoint))
            return PushOutcome.Rejected("unknown_push_service");
        try
        {
            await client.RequestPushMessageDeliveryAsync(subscription, Written(message), keys, VapidAuthenticationScheme.Vapid, cancellation);
            return PushOutcome.Accepted(message.Tag);
        }
        catch (PushServiceClientException refused)
        {
            return Verdict((int)refused.StatusCode, refused, endpoint.Host, message);
        }
        catch (HttpRequestException error)
        {
            return VendorCalls.NeverReached(error) ? PushOutcome.Unreachable : PushOutcome.Unknown;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or ArgumentException or FormatException)
        {
            // Its keys are no keys.
            return PushOutcome.Rejected("invalid_subscription");
        }
    }

    public void Dispose() => keys.Dispose();

    private PushOutcome Verdict(int status, PushServiceClientException refused, string host, OutgoingMessage message)
    {
        switch (status)
        {
            case >= 200 and < 300:
                return PushOutcome.Accepted(message.Tag);
            case 404 or 410:
                return PushOutcome.Dead("unsubscribed");
            case 413:
                return PushOutcome.Rejected("too_large");
            case 429:
                return PushOutcome.Deferred("rate_limit", VendorCalls.WaitOf(refused.Headers?.RetryAfter) ?? AfterQuota);
            case 503:
                return PushOutcome.Deferred("unavailable", VendorCalls.WaitOf(refused.Headers?.RetryAfter) ?? AfterOutage);
            case 401 or 403:
                log.LogWarning("The push service {Host} answered {Status}: the subscription was made for other keys than ActiveReach__WebPush__PublicKey, or this machine's clock is wrong.", host, status);
                return PushOutcome.Rejected("not_authorized");
            case >= 300 and < 500 and not 408:
                return PushOutcome.Rejected("rejected");
            default:
                return PushOutcome.Unknown;
        }
    }

    private static PushMessage Written(OutgoingMessage message) => new(JsonSerializer.Serialize(
        new { title = message.Title, body = message.Text, link = message.Link, image = message.Media.Count > 0 ? message.Media[0].Url : null, tag = message.Tag }, VendorJson.Options))
    {
        TimeToLive = KeptForADay,
        Topic = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(message.IdempotencyKey)))[..LongestTopic],
    };

    /// <summary>As browsers give it; null for what is none, or has no keys.</summary>
    private static PushSubscription? Subscription(string token)
    {
        try
        {
            return JsonSerializer.Deserialize<Given>(token, JsonSerializerOptions.Web) is { Endpoint: { Length: > 0 } endpoint, Keys: { P256dh: { Length: > 0 } point, Auth: { Length: > 0 } secret } }
                ? new PushSubscription { Endpoint = endpoint, Keys = new Dictionary<string, string>(StringComparer.Ordinal) { ["p256dh"] = point, ["auth"] = secret } }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Given(string? Endpoint, GivenKeys? Keys);

    private sealed record GivenKeys(string? P256dh, string? Auth);
}
