using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using ActiveReach.Channels.Google;
using ActiveReach.Channels.Vendors;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.Rcs;

/// <summary>Messages of RCS through Google's RCS Business Messaging, one a request. Google takes the message's id from us and passes over one that it has had before, so that
/// a call which was never answered is repeated under it; its events name it.
/// Source: developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones.agentMessages/create and …/guides/build/messages/send.</summary>
/// <param name="clock">The world's.</param>
public sealed class RcsProvider(RcsOptions options, HttpClient http, TimeProvider clock, ILogger<RcsProvider> log) : IChannelProvider, IDisposable
{
    private const string Scope = "https://www.googleapis.com/auth/rcsbusinessmessaging";

    internal static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(10);
    internal static readonly TimeSpan LongestLife = TimeSpan.FromDays(15);

    private readonly GoogleTokens tokens = new(options.Account, Scope, http, clock, log);

    public Channel Channel => Channel.Rcs;

    public int MessagesPerCall => 1;

    public int Concurrency => 32;

    /// <summary>Google names no end of its memory of ids; what was in doubt for longer is not worth sending.</summary>
    public TimeSpan RepeatWindow => TimeSpan.FromHours(1);

    public bool ReportsDelivery => true;

    public SendLimit Limit { get; } = new(options.Account.Email, Channel.Rcs, options.PerMinute);

    public string IdOf(string key, DateTimeOffset firstSentAt) => RepeatKey.Of(key, firstSentAt, hasRow: true).Id.ToString();

    public async Task<IReadOnlyList<HandOver>> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        if (messages is not [var message])
            throw new ArgumentException($"A call carries one message, not {messages.Count}.", nameof(messages));
        var id = RepeatKey.Of(message).Id.ToString();
        if (RcsContent.Of(message, id) is not { } content)
            return [new HandOver(HandOverResult.Rejected, null, "text_too_long")];
        var isAsked = false;
        try
        {
            if (await tokens.GetAsync(cancellation) is not { } token)
                return [new HandOver(HandOverResult.Deferred, null, "not_authorized", TimeSpan.FromMinutes(1))];
            using var request = new HttpRequestMessage(HttpMethod.Post, AddressOf(message, id))
            {
                Content = JsonContent.Create(new { contentMessage = content, messageTrafficType = "PROMOTION", ttl = LifeOf(message) }, options: VendorJson.Options),
                Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
            };
            isAsked = true;
            return [await http.AskAsync(request, cancellation) is { } answer ? Verdict(answer, id) : Unreachable()];
        }
        catch (HttpRequestException)
        {
            // While a token was asked for, nothing of the message was said.
            return [isAsked ? new HandOver(HandOverResult.Unknown, null) : Unreachable()];
        }
    }

    /// <summary>Whether Google gives the account a token. What its agents may do, only a message tells.</summary>
    public async Task<ProviderCheck> CheckAsync(CancellationToken cancellation)
    {
        tokens.Forget();
        return await tokens.GetAsync(cancellation) is null
            ? new ProviderCheck(false, $"Google gives {options.Account.Email} no token. Check that its key was not revoked.")
            : new ProviderCheck(null, $"Google lets {options.Account.Email} in. Whether it may send for your agents, a test message tells.");
    }

    public void Dispose() => tokens.Dispose();

    private Uri AddressOf(OutgoingMessage message, string id) =>
        new($"{options.Endpoint.AbsoluteUri.TrimEnd('/')}/v1/phones/{Uri.EscapeDataString(message.To)}/agentMessages?messageId={id}&agentId={Uri.EscapeDataString(message.From)}");

    /// <summary>Whom another channel reaches next mustn't get this message besides.</summary>
    private string LifeOf(OutgoingMessage message)
    {
        var life = message.GoodFor ?? options.Lifetime;
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp((long)life.TotalSeconds, (long)ShortestLife.TotalSeconds, (long)LongestLife.TotalSeconds)}s");
    }

    private HandOver Verdict(VendorAnswer answer, string id)
    {
        var verdict = RcsVerdict.Of(answer, id);
        if (answer.Status is 401)
            tokens.Forget();
        if (verdict is { Result: HandOverResult.Deferred, Reason: "not_authorized" })
            log.LogWarning("Google answered {Status} ({Code}) for {Account}; its RCS messages wait. Check that the account has the role of RCS Business Messaging and may send for the agent, and that the sender is the agent's id.", answer.Status, answer.Json["error"]?["status"]?.AsText ?? "no code", options.Account.Email);
        return verdict;
    }

    private HandOver Unreachable()
    {
        log.LogWarning("{Host} can't be reached; no RCS message is sent until it can.", options.Endpoint.Host);
        return VendorCalls.Unreachable;
    }
}
