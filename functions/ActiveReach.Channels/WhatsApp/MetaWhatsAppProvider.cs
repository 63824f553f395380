using System.Globalization;
using ActiveReach.Channels.Vendors;
using ActiveReach.Media;

namespace ActiveReach.Channels.WhatsApp;

/// <summary>Messages of WhatsApp through Meta's Cloud API, one a request. Meta knows no key by which a message could be repeated: one whose call was never answered
/// stays in doubt until its report, which brings our tag back.
/// Source: developers.facebook.com/documentation/business-messaging/whatsapp/messages/template-messages and …/reference/whatsapp-business-phone-number/message-api.</summary>
public sealed class MetaWhatsAppProvider(MetaOptions options, MetaRequests requests) : IChannelProvider
{
    /// <summary>Characters of a text that is no template (…/messages/text-messages).</summary>
    internal const int LongestText = 4096;

    public Channel Channel => Channel.WhatsApp;

    public int MessagesPerCall => 1;

    public int Concurrency => 16;

    public TimeSpan RepeatWindow => TimeSpan.Zero;

    public bool ReportsDelivery => true;

    public SendLimit Limit { get; } = new($"WhatsApp {options.BusinessAccountId}", Channel.WhatsApp) { PerDay = options.PerDay };

    public SendLimit? LimitOf(string sender) => options.Senders.Of(Limit.Account, Channel.WhatsApp, sender, options.PerMinute);

    public async Task<IReadOnlyList<HandOver>> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        if (messages is not [var message])
            throw new ArgumentException($"A call carries one message, not {messages.Count}.", nameof(messages));
        if (options.PhoneNumbers.GetValueOrDefault(message.From.TrimStart('+')) is not { } number)
            return [new HandOver(HandOverResult.Rejected, null, "unknown_sender")];
        if (message.Template is null && message.Text.Length > LongestText)
            return [new HandOver(HandOverResult.Rejected, null, "text_too_long")];
        if (await requests.PostAsync($"{number}/messages", message.Template is { } template ? BodyOf(message, template) : BodyOf(message), cancellation) is not { } answer)
            return [VendorCalls.Unreachable];
        if (!answer.IsSuccess)
            return [MetaVerdict.Of(answer)];

        // What looks like a yes without an id may be somebody else's: the report will tell.
        return [IdOf(answer) is { } id ? new HandOver(HandOverResult.Accepted, id) : new HandOver(HandOverResult.Unknown, null)];
    }

    /// <summary>Whether the token reads the account. Source: developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-account.</summary>
    public async Task<ProviderCheck> CheckAsync(CancellationToken cancellation) => await requests.GetAsync($"{options.BusinessAccountId}?fields=id,name", cancellation) switch
    {
        null => new ProviderCheck(false, "Meta can't be reached from here."),
        { IsSuccess: true } => new ProviderCheck(true, "Meta lets us in, and has the account."),
        var answer => new ProviderCheck(false, $"Meta answered {answer.Status}{(answer.Json["error"]?["message"]?.AsText is { } words ? $": {words}" : "")} Check accessToken, its permissions, and businessAccountId."),
    };

    private static string? IdOf(VendorAnswer answer) =>
        answer.Json["messages"] is { IsList: true, Count: > 0 } sent && sent.Items.First()["id"]?.AsText is { Length: > 0 } id ? id : null;

    /// <summary>Free words, which Meta delivers to those who wrote within a day; to others it answers 131047.</summary>
    private static object BodyOf(OutgoingMessage message) => new
    {
        messaging_product = "whatsapp",
        recipient_type = "individual",
        to = message.To,
        type = "text",
        text = new { preview_url = true, body = message.Text },
        biz_opaque_callback_data = message.Tag,
    };

    private static object BodyOf(OutgoingMessage message, TemplateMessage template) => new
    {
        messaging_product = "whatsapp",
        recipient_type = "individual",
        to = message.To,
        type = "template",
        template = new
        {
            name = template.Name,
            language = new { code = template.Language },
            components = new[] { message.Media is [var shown, ..] ? Header(shown) : Component("header", template.Header), Component("body", template.Body) }
                .Concat(template.Buttons.Select(Button)).Where(component => component is not null),
        },

        // Comes back with every status of the message.
        biz_opaque_callback_data = message.Tag,
    };

    /// <summary>Meta fetches what the header shows from its address.</summary>
    private static object Header(MessageMedia shown) => new { type = "header", parameters = new[] { Parameter(shown) } };

    private static object Parameter(MessageMedia shown) => MediaType.Of(shown.Type)?.Kind switch
    {
        MediaKind.Image => new { type = "image", image = new { link = shown.Url } },
        MediaKind.Video => new { type = "video", video = new { link = shown.Url } },
        _ => new { type = "document", document = new { link = shown.Url, filename = shown.Name } },
    };

    /// <summary>Only of a button whose address the message completes; the words of a quick reply come back by themselves.</summary>
    private static object? Button(MessageButton button, int index) => button.Value is not { } value ? null : new
    {
        type = "button",
        sub_type = "url",
        index = index.ToString(CultureInfo.InvariantCulture),
        parameters = new[] { new { type = "text", text = value } },
    };

    private static object? Component(string type, IReadOnlyList<string> values) =>
        values.Count == 0 ? null : new { type, parameters = values.Select(text => new { type = "text", text }) };
}
