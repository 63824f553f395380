using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.Twilio;

/// <summary>Messages of WhatsApp through Twilio, one a request, each made of a template that Twilio has had reviewed.
/// Source: twilio.com/docs/content/send-templates-created-with-the-content-template-builder and …/docs/whatsapp/api.</summary>
/// <param name="callback">Where reports come to, without a query; null where Twilio can't reach it: then none come.</param>
public sealed class TwilioWhatsAppProvider(TwilioOptions options, HttpClient http, Uri? callback, ILogger<TwilioWhatsAppProvider> log) : IChannelProvider
{
    internal const string Prefix = "whatsapp:";

    private readonly TwilioRequests requests = new(options, http, callback, log);

    public Channel Channel => Channel.WhatsApp;

    public int MessagesPerCall => 1;

    public int Concurrency => 16;

    public TimeSpan RepeatWindow => TimeSpan.Zero;

    public bool ReportsDelivery => requests.IsReached;

    public SendLimit Limit { get; } = new(options.Account, Channel.WhatsApp);

    public SendLimit? LimitOf(string sender) => options.WhatsAppPerMinute is { } perMinute ? new(options.Account, Channel.WhatsApp, perMinute, sender) : null;

    public async Task<IReadOnlyList<HandOver>> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        if (messages is not [var message])
            throw new ArgumentException($"A call carries one message, not {messages.Count}.", nameof(messages));

        // A template that another vendor has reviewed has no name at Twilio.
        if (message.Template is not { Reference: { } content } template || !TwilioOptions.IsSid(content, TwilioTemplateReviewer.Content))
            return [new HandOver(HandOverResult.Rejected, null, "template_not_approved")];
        if (!message.Media.All(TwilioHeader.Carries))
            return [new HandOver(HandOverResult.Rejected, null, "media_type")];
        return [await requests.SendAsync(message, Fields(message, content, template), cancellation)];
    }

    public Task<ProviderCheck> CheckAsync(CancellationToken cancellation) => requests.CheckAsync(cancellation);

    private static IEnumerable<KeyValuePair<string, string>> Fields(OutgoingMessage message, string content, TemplateMessage template)
    {
        yield return new("To", Prefix + message.To);
        yield return new("From", Prefix + message.From);
        yield return new("ContentSid", content);

        // The header's, or what it shows, come after the body's and those of buttons last, as the template was made.
        List<string> values = [.. template.Body, .. template.Header, .. message.Media.Select(TwilioHeader.ValueOf), .. template.Buttons.Select(button => button.Value).OfType<string>()];
        if (values.Count > 0)
            yield return new("ContentVariables", TwilioShelf.Variables(values));
    }
}
