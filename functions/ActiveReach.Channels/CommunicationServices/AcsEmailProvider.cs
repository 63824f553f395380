using ActiveReach.Channels.Vendors;
using Azure.Core;

namespace ActiveReach.Channels.CommunicationServices;

/// <summary>Mails through Communication Services, one a request: its reports of opens and clicks name the message alone. The service takes the operation's id from us,
/// and reports by it; that it was sent is heard from Event Grid, so the operation is never asked.
/// Source: learn.microsoft.com/rest/api/communication/email/email/send and the specification 2025-09-01 in github.com/Azure/azure-rest-api-specs.</summary>
public sealed class AcsEmailProvider(AcsOptions options, AcsRequests requests) : IChannelProvider
{
    private const string Version = "2025-09-01";

    /// <summary>Of the whole request.</summary>
    private const int MostBytes = 10 * 1024 * 1024;

    public Channel Channel => Channel.Email;

    public int MessagesPerCall => 1;

    public int Concurrency => 16;

    public TimeSpan RepeatWindow => RepeatKey.Window;

    public bool ReportsDelivery => true;

    public SendLimit Limit { get; } = new(options.Account, Channel.Email, options.EmailPerMinute) { PerHour = options.EmailPerHour, PerDay = options.EmailPerDay };

    public string IdOf(string key, DateTimeOffset firstSentAt) => RepeatKey.Of(key, firstSentAt, hasRow: true).Id.ToString();

    public Task<ProviderCheck> CheckAsync(CancellationToken cancellation) => requests.CheckAsync(cancellation);

    public async Task<IReadOnlyList<HandOver>> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        if (messages is not [var message])
            throw new ArgumentException($"A call carries one mail, not {messages.Count}.", nameof(messages));
        var json = new SplicedJson();
        var body = json.Write(BodyOf(message, json), VendorJson.Options);
        if (body.Length > MostBytes)
            return [new HandOver(HandOverResult.Rejected, null, "too_large")];
        var (id, firstSent) = RepeatKey.Of(message);
        var answer = await requests.PostAsync(
            "/emails:send", Version, RequestContent.Create(body), cancellation, ("Operation-Id", id.ToString()), ("Repeatability-Request-Id", id.ToString()), ("Repeatability-First-Sent", firstSent));

        // Accepted is accepted, whatever the body says: the id is ours.
        return [answer.IsAccepted ? new HandOver(HandOverResult.Accepted, answer.Read<SendAnswer>()?.Id is { Length: > 0 } told ? told : id.ToString()) : answer.Verdict()];
    }

    private static object BodyOf(OutgoingMessage message, SplicedJson json) => new
    {
        senderAddress = message.From,
        recipients = new { to = new[] { new { address = message.To } } },
        content = new { subject = message.Subject ?? "", plainText = message.Text, html = message.Html },
        headers = message.Headers.Count > 0 ? message.Headers : null,
        attachments = message.Attachments.Count > 0 ? message.Attachments.Select(attachment => new { name = attachment.Name, contentType = attachment.Type, contentInBase64 = json.Place(attachment.File!.Base64) }) : null,

        // Links and pixel are ours; the service's would count everything twice.
        userEngagementTrackingDisabled = true,
    };

    private sealed record SendAnswer(string? Id);
}
