using System.Net.Http.Headers;
using System.Text;
using ActiveReach.Channels.Vendors;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.Twilio;

/// <summary>Texts through Twilio, one a request. Twilio knows no key by which a text could be repeated: one whose call was never answered stays in doubt until its
/// report, which comes to an address with our tag.
/// Source: twilio.com/docs/messaging/api/message-resource and …/guides/track-outbound-message-status.</summary>
/// <param name="callback">Where reports come to, without a query; null where Twilio can't reach it: then none come.</param>
public sealed class TwilioSmsProvider(TwilioOptions options, HttpClient http, Uri? callback, ILogger<TwilioSmsProvider> log) : IChannelProvider
{
    private const int LongestText = 1600;

    private readonly Uri address = new($"{options.Endpoint.AbsoluteUri.TrimEnd('/')}/2010-04-01/Accounts/{options.AccountSid}/Messages.json");

    private readonly AuthenticationHeaderValue authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Credentials.User}:{options.Credentials.Password}")));

    public Channel Channel => Channel.Sms;

    public int MessagesPerCall => 1;

    public int Concurrency => 16;

    public TimeSpan RepeatWindow => TimeSpan.Zero;

    public bool ReportsDelivery => callback is not null;

    public SendLimit Limit { get; } = new($"Twilio {options.AccountSid[..10]}…", Channel.Sms, options.PerMinute);

    public async Task<IReadOnlyList<HandOver>> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        if (messages is not [var message])
            throw new ArgumentException($"A call carries one text, not {messages.Count}.", nameof(messages));
        if (message.Text.Length > LongestText)
            return [new HandOver(HandOverResult.Rejected, null, "text_too_long")];
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(Fields(message)), Headers = { Authorization = authorization } };
        if (await http.AskAsync(request, cancellation) is not { } answer)
        {
            log.LogWarning("{Host} can't be reached; no text is sent until it can.", address.Host);
            return [VendorCalls.Unreachable];
        }

        // What looks like a yes without an id may be somebody else's: the report will tell.
        if (answer.IsSuccess && answer.Json["sid"]?.AsText is { Length: > 0 } id)
            return [new HandOver(HandOverResult.Accepted, id)];
        var verdict = TwilioVerdict.Of(answer);
        if (verdict.Result is HandOverResult.Deferred)
            log.LogWarning("Twilio answered {Status} with the error {Code} ({Reason}). Where it is no limit, check ActiveReach__Twilio__AuthToken, its account, and ActiveReach__PublicUrl.", answer.Status, answer.Json["code"]?.AsWhole, verdict.Reason);
        return [verdict];
    }

    /// <summary>Whether Twilio lets us in, and the account is active. Source: twilio.com/docs/iam/api/account.</summary>
    public async Task<ProviderCheck> CheckAsync(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, $"/2010-04-01/Accounts/{options.AccountSid}.json")) { Headers = { Authorization = authorization } };
        return await http.AskAsync(request, cancellation) switch
        {
            null => new ProviderCheck(false, $"{address.Host} can't be reached from here."),
            { IsSuccess: true } answer when answer.Json["status"]?.AsText is { } status and not "active" => new ProviderCheck(false, $"The account is {status} at Twilio."),
            { IsSuccess: true } => new ProviderCheck(true, "Twilio lets us in, and the account is active."),
            var answer => new ProviderCheck(false, $"Twilio answered {answer.Status}{(answer.Json["message"]?.AsText is { } words ? $": {words}" : "")}. Check accountSid and authToken, or the key."),
        };
    }

    private IEnumerable<KeyValuePair<string, string>> Fields(OutgoingMessage message)
    {
        yield return new("To", message.To);
        yield return new("From", message.From);
        yield return new("Body", message.Text);
        if (options.MessagingServiceSid is { } service)
            yield return new("MessagingServiceSid", service);
        if (callback is not null)
            yield return new("StatusCallback", $"{callback.AbsoluteUri}?tag={Uri.EscapeDataString(message.Tag)}");
    }
}
