using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.Twilio;

/// <summary>Texts and files of RCS through Twilio, one a request. The agent is named on one side and RCS on the other, so that Twilio doesn't fall back to a text by itself:
/// that is the campaign's to do. Cards and suggestions would be templates of Twilio's, which are not made here: a campaign with them is refused.
/// Source: twilio.com/docs/rcs/send-an-rcs-message and twilio.com/docs/api/errors/21664.</summary>
/// <param name="callback">Where reports come to, without a query; null where Twilio can't reach it: then none come.</param>
public sealed class TwilioRcsProvider(TwilioOptions options, HttpClient http, Uri? callback, ILogger<TwilioRcsProvider> log) : IChannelProvider
{
    internal const string Prefix = "rcs:";

    private const int LongestText = 3072;

    private readonly TwilioRequests requests = new(options, http, callback, log);

    public Channel Channel => Channel.Rcs;

    public int MessagesPerCall => 1;

    public int Concurrency => 16;

    public TimeSpan RepeatWindow => TimeSpan.Zero;

    public bool ReportsDelivery => requests.IsReached;

    public IReadOnlyList<string> LeavesOut { get; } = ["title", "suggestions", "cards", "cardWidth"];

    /// <summary>What is sent faster than Twilio sends waits there.</summary>
    public SendLimit Limit { get; } = new(options.Account, Channel.Rcs);

    public async Task<IReadOnlyList<HandOver>> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        if (messages is not [var message])
            throw new ArgumentException($"A call carries one message, not {messages.Count}.", nameof(messages));
        if (message.Title is not null || message.Suggestions.Count > 0 || message.Text.Length == 0)
            return [new HandOver(HandOverResult.Rejected, null, "card_not_carried")];
        return [message.Text.Length > LongestText ? new HandOver(HandOverResult.Rejected, null, "text_too_long") : await requests.SendAsync(message, Fields(message), cancellation)];
    }

    public Task<ProviderCheck> CheckAsync(CancellationToken cancellation) => requests.CheckAsync(cancellation);

    private static IEnumerable<KeyValuePair<string, string>> Fields(OutgoingMessage message)
    {
        yield return new("To", Prefix + message.To);
        yield return new("From", Prefix + message.From);
        yield return new("Body", message.Text);
        foreach (var file in message.Media)
            yield return new("MediaUrl", file.Url);
    }
}
