using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.Twilio;

/// <summary>Messages of RCS through Twilio, one a request. The agent is named on one side and RCS on the other, so that Twilio doesn't fall back to a text by itself:
/// that is the campaign's to do. Cards and suggestions are made of contents of Twilio's.
/// Source: twilio.com/docs/rcs/send-an-rcs-message and twilio.com/docs/api/errors/21664.</summary>
/// <param name="callback">Where reports come to, without a query; null where Twilio can't reach it: then none come.</param>
public sealed class TwilioRcsProvider(TwilioOptions options, HttpClient http, Uri? callback, ILogger<TwilioRcsProvider> log) : IChannelProvider
{
    internal const string Prefix = "rcs:";

    private const int LongestText = 3072;

    private static readonly HandOver TooLong = new(HandOverResult.Rejected, null, "text_too_long");

    private readonly TwilioRequests requests = new(options, http, callback, log);
    private readonly TwilioShelf shelf = new(options, new TwilioRequests(options, http, null, log));

    public Channel Channel => Channel.Rcs;

    public int MessagesPerCall => 1;

    public int Concurrency => 16;

    public TimeSpan RepeatWindow => TimeSpan.Zero;

    public bool ReportsDelivery => requests.IsReached;

    public IReadOnlyList<string> LeavesOut { get; } = ["cardWidth"];

    /// <summary>What is sent faster than Twilio sends waits there.</summary>
    public SendLimit Limit { get; } = new(options.Account, Channel.Rcs);

    public async Task<IReadOnlyList<HandOver>> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        if (messages is not [var message])
            throw new ArgumentException($"A call carries one message, not {messages.Count}.", nameof(messages));
        if (message.Text.Length == 0 && !TwilioCard.Shows(message))
            return [new HandOver(HandOverResult.Rejected, null, "card_not_carried")];
        if (TwilioCard.Of(message) is not { } card)
            return [message.Text.Length > LongestText ? TooLong : await requests.SendAsync(message, Fields(message), cancellation)];
        if (TwilioCard.IsTooLong(message))
            return [TooLong];
        var (sid, otherwise) = await shelf.FindAsync(card, cancellation);
        return [sid is null ? otherwise : await requests.SendAsync(message, Fields(message, sid, card), cancellation)];
    }

    public (string Part, string Why)? Unfit(IReadOnlyList<Suggestion> suggestions, Carousel? carousel) => TwilioCard.Unfit(suggestions, carousel);

    public Task<ProviderCheck> CheckAsync(CancellationToken cancellation) => requests.CheckAsync(cancellation);

    private static IEnumerable<KeyValuePair<string, string>> Fields(OutgoingMessage message)
    {
        yield return new("To", Prefix + message.To);
        yield return new("From", Prefix + message.From);
        yield return new("Body", message.Text);
        foreach (var file in message.Media)
            yield return new("MediaUrl", file.Url);
    }

    private static IEnumerable<KeyValuePair<string, string>> Fields(OutgoingMessage message, string content, TwilioCard card) =>
    [
        new("To", Prefix + message.To), new("From", Prefix + message.From), new("ContentSid", content), new("ContentVariables", TwilioShelf.Variables(card.Values)),
    ];
}
