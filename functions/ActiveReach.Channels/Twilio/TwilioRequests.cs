using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using ActiveReach.Channels.Vendors;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.Twilio;

/// <summary>What the channels of an account at Twilio have in common: a message is one request to the same resource. Twilio knows no key by which a message could be
/// repeated: one whose call was never answered stays in doubt until its report, which comes to an address with our tag.
/// Source: twilio.com/docs/messaging/api/message-resource and …/guides/track-outbound-message-status.</summary>
/// <param name="callback">Where reports come to, without a query; null where Twilio can't reach it: then none come.</param>
internal sealed class TwilioRequests(TwilioOptions options, HttpClient http, Uri? callback, ILogger log)
{
    private readonly Uri address = new($"{options.Endpoint.AbsoluteUri.TrimEnd('/')}/2010-04-01/Accounts/{options.AccountSid}/Messages.json");

    private readonly AuthenticationHeaderValue authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Credentials.User}:{options.Credentials.Password}")));

    /// <summary>Whether Twilio can reach this app.</summary>
    public bool IsReached => callback is not null;

    /// <param name="fields">Besides the address that reports come to.</param>
    public async Task<HandOver> SendAsync(OutgoingMessage message, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken cancellation)
    {
        if (callback is not null)
            fields = fields.Append(new("StatusCallback", $"{callback.AbsoluteUri}?tag={Uri.EscapeDataString(message.Tag)}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields), Headers = { Authorization = authorization } };
        if (await http.AskAsync(request, cancellation) is not { } answer)
        {
            log.LogWarning("{Host} can't be reached; nothing is sent through Twilio until it can.", address.Host);
            return VendorCalls.Unreachable;
        }

        // What looks like a yes without an id may be somebody else's: the report will tell.
        if (answer.IsSuccess && answer.Json["sid"]?.AsText is { Length: > 0 } id)
            return new HandOver(HandOverResult.Accepted, id);
        var verdict = TwilioVerdict.Of(answer);
        if (verdict.Result is HandOverResult.Deferred)
            log.LogWarning("Twilio answered {Status} with the error {Code} ({Reason}). Where it is no limit, check ActiveReach__Twilio__AuthToken, its account, and ActiveReach__PublicUrl.", answer.Status, answer.Json["code"]?.AsWhole, verdict.Reason);
        return verdict;
    }

    /// <summary>Whether Twilio lets us in, and the account is active. Source: twilio.com/docs/iam/api/account.</summary>
    public async Task<ProviderCheck> CheckAsync(CancellationToken cancellation) => await AskAsync(HttpMethod.Get, new Uri(address, $"/2010-04-01/Accounts/{options.AccountSid}.json"), null, cancellation) switch
    {
        null => new ProviderCheck(false, $"{address.Host} can't be reached from here."),
        { IsSuccess: true } answer when answer.Json["status"]?.AsText is { } status and not "active" => new ProviderCheck(false, $"The account is {status} at Twilio."),
        { IsSuccess: true } => new ProviderCheck(true, "Twilio lets us in, and the account is active."),
        var answer => new ProviderCheck(false, $"Twilio answered {answer.Status}{(answer.Json["message"]?.AsText is { } words ? $": {words}" : "")}. Check accountSid and authToken, or the key."),
    };

    /// <summary>Null where nobody can be reached.</summary>
    public async Task<VendorAnswer?> AskAsync(HttpMethod method, Uri other, object? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, other) { Headers = { Authorization = authorization } };
        if (body is not null)
            request.Content = JsonContent.Create(body, options: VendorJson.AsNamed);
        return await http.AskAsync(request, cancellation);
    }
}
