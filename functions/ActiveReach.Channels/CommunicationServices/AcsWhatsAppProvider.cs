using System.Text.Json;
using ActiveReach.Channels.Vendors;
using ActiveReach.Channels.WhatsApp;
using ActiveReach.Media;
using Azure.Core;

namespace ActiveReach.Channels.CommunicationServices;

/// <summary>Messages of WhatsApp through Communication Services' Advanced Messaging, one a request, each with a repeatability pair. Its reports know the service's id alone.
/// Source: learn.microsoft.com/rest/api/communication/advancedmessaging and the specification 2024-08-30 in github.com/Azure/azure-rest-api-specs.</summary>
public sealed class AcsWhatsAppProvider(AcsOptions options, AcsRequests requests) : IChannelProvider
{
    internal const string Version = "2024-08-30";

    public Channel Channel => Channel.WhatsApp;

    public int MessagesPerCall => 1;

    public int Concurrency => 16;

    public TimeSpan RepeatWindow => RepeatKey.Window;

    public bool ReportsDelivery => true;

    public SendLimit Limit { get; } = new(options.Account, Channel.WhatsApp);

    public SendLimit? LimitOf(string sender) => options.WhatsAppPerMinute is { } perMinute ? new SendLimit(options.Account, Channel.WhatsApp, perMinute, sender) : null;

    public async Task<IReadOnlyList<HandOver>> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        if (messages is not [var message])
            throw new ArgumentException($"A call carries one message, not {messages.Count}.", nameof(messages));
        if (options.WhatsAppChannels.GetValueOrDefault(message.From.TrimStart('+')) is not { } channel)
            return [new HandOver(HandOverResult.Rejected, null, "unknown_sender")];
        if (message.Template is null && message.Text.Length > MetaWhatsAppProvider.LongestText)
            return [new HandOver(HandOverResult.Rejected, null, "text_too_long")];
        if (message.Template is { } made && !CanBind(made.Buttons))
            return [new HandOver(HandOverResult.Rejected, null, "button_order")];
        var (id, firstSent) = RepeatKey.Of(message);
        var answer = await requests.PostAsync(
            "/messages/notifications:send", Version, message.Template is { } template ? BodyOf(channel, message, template) : BodyOf(channel, message), cancellation, ("Repeatability-Request-ID", id.ToString()), ("Repeatability-First-Sent", firstSent));
        if (!answer.IsAccepted)
            return [answer.Verdict()];
        return [answer.Read<SendAnswer>()?.Receipts is [{ MessageId: { Length: > 0 } told }, ..] ? new HandOver(HandOverResult.Accepted, told) : new HandOver(HandOverResult.Unknown, null)];
    }

    /// <summary>Bindings name no place: they fill the buttons from the first on. A quick reply can be bound, an address that is the same for everybody and a number can't, so that
    /// none of these may stand before a button whose address is completed.</summary>
    internal static bool CanBind(IReadOnlyList<(TemplateButtonType Type, bool IsCompleted)> buttons) =>
        !buttons.SkipWhile(button => button.IsCompleted || button.Type is TemplateButtonType.QuickReply).Any(button => button.IsCompleted);

    private static bool CanBind(IReadOnlyList<MessageButton> buttons) => CanBind([.. buttons.Select(button => (button.Type, button.Value is not null))]);

    /// <summary>Free words, for those who wrote within a day.</summary>
    private static RequestContent BodyOf(string channel, OutgoingMessage message) =>
        RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(new { channelRegistrationId = channel, to = new[] { message.To }, kind = "text", content = message.Text }, VendorJson.Options));

    private static RequestContent BodyOf(string channel, OutgoingMessage message, TemplateMessage template) => RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            channelRegistrationId = channel,
            to = new[] { message.To },
            kind = "template",
            template = new
            {
                name = template.Name,
                language = template.Language,
                values = Shown(message.Media).Concat(Values("header", template.Header).Concat(Values("body", template.Body)).Select(value => new { kind = "text", name = value.Name, text = value.Text })).Concat(Bound(template.Buttons).Select(Action)),
                bindings = new
                {
                    kind = "whatsApp",
                    header = message.Media.Count > 0 ? [new { refValue = "header1" }] : Bindings("header", template.Header),
                    body = Bindings("body", template.Body),
                    buttons = Bound(template.Buttons).Select((button, at) => new { subType = button.Value is null ? "quickReply" : "url", refValue = $"button{at + 1}" }).ToArray() is { Length: > 0 } bound ? bound : null,
                },
            },
        },
        VendorJson.Options));

    private static IEnumerable<(string Name, string Text)> Values(string part, IReadOnlyList<string> texts) => texts.Select((text, at) => ($"{part}{at + 1}", text));

    /// <summary>What the header shows in place of words.</summary>
    private static IEnumerable<object> Shown(IReadOnlyList<MessageMedia> media) => media.Take(1).Select(file => new
    {
        kind = MediaType.Of(file.Type)?.Kind switch { MediaKind.Image => "image", MediaKind.Video => "video", _ => "document" },
        name = "header1",
        url = file.Url,
        fileName = MediaType.Of(file.Type)?.Kind is MediaKind.Document ? file.Name : null,
    });

    /// <summary>The buttons up to the last whose address is completed: those before it must be bound with it.</summary>
    private static IEnumerable<MessageButton> Bound(IReadOnlyList<MessageButton> buttons) => buttons.Take(buttons.Select((button, at) => button.Value is null ? 0 : at + 1).DefaultIfEmpty().Max());

    private static object Action(MessageButton button, int at) => new { kind = "quickAction", name = $"button{at + 1}", text = button.Value, payload = button.Value is null ? button.Text : null };

    /// <summary>Null where there are no values.</summary>
    private static IEnumerable<object>? Bindings(string part, IReadOnlyList<string> texts) => texts.Count == 0 ? null : Values(part, texts).Select(value => new { refValue = value.Name });

    private sealed record SendAnswer(IReadOnlyList<Receipt?>? Receipts);

    private sealed record Receipt(string? MessageId);
}
