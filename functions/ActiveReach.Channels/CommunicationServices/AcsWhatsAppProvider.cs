using System.Text.Json;
using ActiveReach.Channels.Vendors;

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

    public SendLimit Limit { get; } = new(options.Account, Channel.WhatsApp, options.WhatsAppPerMinute);

    public async Task<IReadOnlyList<HandOver>> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        if (messages is not [var message])
            throw new ArgumentException($"A call carries one message, not {messages.Count}.", nameof(messages));
        if (options.WhatsAppChannels.GetValueOrDefault(message.From.TrimStart('+')) is not { } channel)
            return [new HandOver(HandOverResult.Rejected, null, "unknown_sender")];
        if (message.Template is not { } template)
            return [new HandOver(HandOverResult.Rejected, null, "template_missing")];
        var (id, firstSent) = RepeatKey.Of(message);
        var answer = await requests.PostAsync(
            "/messages/notifications:send", Version, BodyOf(channel, message.To, template), cancellation, ("Repeatability-Request-ID", id.ToString()), ("Repeatability-First-Sent", firstSent));
        if (!answer.IsAccepted)
            return [answer.Verdict()];
        return [answer.Read<SendAnswer>()?.Receipts is [{ MessageId: { Length: > 0 } told }, ..] ? new HandOver(HandOverResult.Accepted, told) : new HandOver(HandOverResult.Unknown, null)];
    }

    private static BinaryData BodyOf(string channel, string to, TemplateMessage template) => new(JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            channelRegistrationId = channel,
            to = new[] { to },
            kind = "template",
            template = new
            {
                name = template.Name,
                language = template.Language,
                values = Values("header", template.Header).Concat(Values("body", template.Body)).Select(value => new { kind = "text", name = value.Name, text = value.Text }),
                bindings = new { kind = "whatsApp", header = Bindings("header", template.Header), body = Bindings("body", template.Body) },
            },
        },
        VendorJson.Options));

    private static IEnumerable<(string Name, string Text)> Values(string part, IReadOnlyList<string> texts) => texts.Select((text, at) => ($"{part}{at + 1}", text));

    /// <summary>Null where there are no values.</summary>
    private static IEnumerable<object>? Bindings(string part, IReadOnlyList<string> texts) => texts.Count == 0 ? null : Values(part, texts).Select(value => new { refValue = value.Name });

    private sealed record SendAnswer(IReadOnlyList<Receipt?>? Receipts);

    private sealed record Receipt(string? MessageId);
}
