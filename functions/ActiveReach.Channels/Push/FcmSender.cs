using System.Net.Http.Headers;
using System.Net.Http.Json;
using ActiveReach.Channels.Google;
using ActiveReach.Channels.Vendors;
using ActiveReach.Inputs;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.Push;

/// <summary>Messages to Android and iOS through Firebase Cloud Messaging, one a request and device. It knows no key by which a message could be repeated; one that comes
/// twice all the same takes the first one's place on the device (<c>android.notification.tag</c>, <c>apns-collapse-id</c>).
/// Source: firebase.google.com/docs/reference/fcm/rest/v1/projects.messages and …/v1/ErrorCode, …/docs/cloud-messaging/android/send-image.</summary>
internal sealed class FcmSender(FcmOptions options, HttpClient http, TimeProvider clock, ILogger log) : IDisposable
{
    private const string Scope = "https://www.googleapis.com/auth/firebase.messaging";

    /// <summary>Without a word of Google's it asks for a minute at least.</summary>
    private static readonly TimeSpan AfterQuota = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan AfterOutage = TimeSpan.FromSeconds(10);

    private readonly GoogleTokens tokens = new(options.Account, Scope, http, clock, log);
    private readonly Uri address = new(options.Endpoint, $"/v1/projects/{Uri.EscapeDataString(options.Account.Project)}/messages:send");

    public async Task<PushOutcome> SendAsync(OutgoingMessage message, PushDevice device, CancellationToken cancellation)
    {
        var isAsked = false;
        try
        {
            if (await tokens.GetAsync(cancellation) is not { } token)
                return PushOutcome.Deferred("not_authorized", AfterQuota);
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(BodyOf(message, device), options: VendorJson.Options) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            isAsked = true;
            return await http.AskAsync(request, cancellation) is { } answer ? Verdict(answer) : PushOutcome.Unreachable;
        }
        catch (HttpRequestException)
        {
            // While a token was asked for, nothing of the message was said.
            return isAsked ? PushOutcome.Unknown : PushOutcome.Unreachable;
        }
    }

    /// <summary>Whether Firebase would take a message for the project: one is validated, and not sent.</summary>
    public async Task<ProviderCheck> CheckAsync(CancellationToken cancellation)
    {
        tokens.Forget();
        if (await tokens.GetAsync(cancellation) is not { } token)
            return new ProviderCheck(false, $"Google gives {options.Account.Email} no token. Check that its key was not revoked.");
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = JsonContent.Create(new { validate_only = true, message = new { topic = "activereach-check", notification = new { title = "Check" } } }, options: VendorJson.Options),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
        return await http.AskAsync(request, cancellation) switch
        {
            null => new ProviderCheck(false, $"{address.Host} can't be reached from here."),
            { IsSuccess: true } => new ProviderCheck(true, $"Firebase takes messages for the project {options.Account.Project}."),
            var answer => new ProviderCheck(false, $"Firebase answered {answer.Status} for the project {options.Account.Project}. Check the service account's role, and that Cloud Messaging is on."),
        };
    }

    public void Dispose() => tokens.Dispose();

    private static object BodyOf(OutgoingMessage message, PushDevice device)
    {
        var image = message.Media.Count > 0 ? message.Media[0].Url : null;
        return new
        {
            message = new
            {
                token = device.Token,
                notification = new { title = message.Title, body = message.Text, image },
                data = new Dictionary<string, string?> { ["link"] = message.Link, ["tag"] = message.Tag }.Where(pair => pair.Value is not null).ToDictionary(),
                android = new { notification = new { tag = message.Tag } },
                apns = new
                {
                    headers = new Dictionary<string, string> { ["apns-collapse-id"] = message.Tag },
                    payload = new { aps = new Dictionary<string, int> { ["mutable-content"] = 1 } },
                    fcm_options = image is null ? null : new { image },
                },
            },
        };
    }

    private PushOutcome Verdict(VendorAnswer answer)
    {
        var (status, wait, error) = (answer.Status, answer.RetryAfter, answer.Json["error"]);
        var code = error?["details"] is { IsList: true } details ? details.Items.Select(detail => detail["errorCode"]?.AsText).FirstOrDefault(word => word is not null) : null;
        switch (code, status)
        {
            case (_, 200):
                return answer.Json["name"]?.AsText is { Length: > 0 } name ? PushOutcome.Accepted(name) : PushOutcome.Unknown;
            case ("UNREGISTERED", _):
                return PushOutcome.Dead("unregistered");
            case (_, 400) when IsAboutTheToken(error):
                return PushOutcome.Dead("invalid_token");

            // A device of another project, or we of another: the token stays, since what we are can be mended.
            case ("SENDER_ID_MISMATCH", _):
                return PushOutcome.Rejected("sender_id_mismatch");
            case ("QUOTA_EXCEEDED", _) or (_, 429):
                return PushOutcome.Deferred("rate_limit", wait ?? AfterQuota);
            case ("UNAVAILABLE", _) or (_, 503):
                return PushOutcome.Deferred("unavailable", wait ?? AfterOutage);

            // The key, its rights, the project or Apple's certificate: people mend them, and nobody must have failed meanwhile.
            case (_, 401 or 403 or 404):
                tokens.Forget();
                log.LogWarning("Firebase answered {Status} ({Code}) for the project {Project}; its push messages wait. Check the service account's role, that Cloud Messaging is on, and the key of APNs there.", status, code ?? "no code", options.Account.Project);
                return PushOutcome.Deferred("not_authorized", wait ?? AfterQuota);
            case (_, >= 400 and < 500 and not 408):
                return PushOutcome.Rejected("invalid_argument");
            default:
                return PushOutcome.Unknown;
        }
    }

    private static bool IsAboutTheToken(InputValue? error) =>
        (error?["message"]?.AsText?.Contains("registration token", StringComparison.OrdinalIgnoreCase) ?? false)
        || (error?["details"] is { IsList: true } details && details.Items.Any(detail =>
            detail["fieldViolations"] is { IsList: true } fields && fields.Items.Any(field => field["field"]?.AsText is "message.token")));
}
