using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.Twilio;

/// <summary>Texts through Twilio, one a request; with a file (MMS) where the account may and the networks carry them, which is to numbers that begin with +1.
/// Source: twilio.com/docs/messaging/api/message-resource and …/docs/messaging/guides/accepted-mime-types.</summary>
/// <param name="callback">Where reports come to, without a query; null where Twilio can't reach it: then none come.</param>
public sealed class TwilioSmsProvider(TwilioOptions options, HttpClient http, Uri? callback, ILogger<TwilioSmsProvider> log) : IChannelProvider
{
    private const int LongestText = 1600;

    private readonly TwilioRequests requests = new(options, http, callback, log);

    public Channel Channel => Channel.Sms;

    public int MessagesPerCall => 1;

    public int Concurrency => 16;

    public TimeSpan RepeatWindow => TimeSpan.Zero;

    public bool ReportsDelivery => requests.IsReached;

    public SendLimit Limit { get; } = new(options.Account, Channel.Sms);

    public SendLimit? LimitOf(string sender) => options.LimitOf(sender);

    public async Task<IReadOnlyList<HandOver>> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        if (messages is not [var message])
            throw new ArgumentException($"A call carries one text, not {messages.Count}.", nameof(messages));
        var carried = CarriesMedia(message) ? message.Media[0].Url : null;
        var text = carried is null ? message.Text : message.TextBesideMedia!;
        return [text.Length > LongestText ? new HandOver(HandOverResult.Rejected, null, "text_too_long") : await requests.SendAsync(message, Fields(message, text, carried), cancellation)];
    }

    public Task<ProviderCheck> CheckAsync(CancellationToken cancellation) => requests.CheckAsync(cancellation);

    /// <summary>A name of letters sends no MMS, and nobody but North America's networks carry it; Twilio fetches the file from us.</summary>
    private bool CarriesMedia(OutgoingMessage message) =>
        options.Mms && requests.IsReached && message is { TextBesideMedia: not null, Media.Count: > 0 } && message.To.StartsWith("+1", StringComparison.Ordinal) && message.From.All(each => each is '+' || char.IsAsciiDigit(each));

    private IEnumerable<KeyValuePair<string, string>> Fields(OutgoingMessage message, string text, string? file)
    {
        yield return new("To", message.To);
        yield return new("From", message.From);
        yield return new("Body", text);
        if (file is not null)
            yield return new("MediaUrl", file);
        if (options.MessagingServiceSid is { } service)
            yield return new("MessagingServiceSid", service);
    }
}
