using System.Text.Json;
using ActiveReach.Channels.Vendors;
using Azure.Core;

namespace ActiveReach.Channels.CommunicationServices;

/// <summary>Texts through Communication Services. One request carries one text to up to 100 people, each with a repeatability pair of their own, and answers for each.
/// Source: learn.microsoft.com/rest/api/communication/sms/sms/send and the specification 2026-01-23 in github.com/Azure/azure-rest-api-specs.</summary>
public sealed class AcsSmsProvider(AcsOptions options, AcsRequests requests) : IChannelProvider
{
    private const string Version = "2026-01-23";
    private const int LongestText = 2048;

    public Channel Channel => Channel.Sms;

    public int MessagesPerCall => 100;

    public int Concurrency => 16;

    public TimeSpan RepeatWindow => RepeatKey.Window;

    public bool ReportsDelivery => true;

    public SendLimit Limit { get; } = new(options.Account, Channel.Sms) { PerDay = options.SmsPerDay };

    public SendLimit? LimitOf(string sender) => options.SmsLimitOf(sender);

    /// <summary>A request has one sender and one text.</summary>
    public string SharedBy(OutgoingMessage message) => $"{message.From}\n{message.Text}";

    public Task<ProviderCheck> CheckAsync(CancellationToken cancellation) => requests.CheckAsync(cancellation);

    public async Task<IReadOnlyList<HandOver>> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        var first = messages[0];
        if (messages.Count > MessagesPerCall || messages.Any(message => message.From != first.From || message.Text != first.Text))
            throw new ArgumentException($"A call carries one text of one sender to at most {MessagesPerCall} people.", nameof(messages));
        if (first.Text.Length > LongestText)
            return All(new HandOver(HandOverResult.Rejected, null, "text_too_long"));
        var answer = await requests.PostAsync("/sms", Version, BodyOf(messages), cancellation);
        if (!answer.IsAccepted)
            return All(answer.Verdict());
        if (answer.Read<SendAnswer>()?.Value is not { } items)
            return All(new HandOver(HandOverResult.Unknown, null));

        // One number may stand there twice, for two messages of the same words: each has its turn.
        var byNumber = items.OfType<SentItem>().GroupBy(item => item.To ?? "", StringComparer.Ordinal).ToDictionary(each => each.Key, each => new Queue<SentItem>(each), StringComparer.Ordinal);
        return [.. messages.Select(message => byNumber.TryGetValue(message.To, out var told) && told.TryDequeue(out var item) ? Verdict(item, answer) : new HandOver(HandOverResult.Unknown, null))];

        IReadOnlyList<HandOver> All(HandOver each) => [.. messages.Select(_ => each)];
    }

    /// <summary>A report finds its message by the tag, of which a request has one; where it has several messages, by the service's id.</summary>
    private static RequestContent BodyOf(IReadOnlyList<OutgoingMessage> messages) => RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            from = messages[0].From,
            smsRecipients = messages.Select(message => (message.To, Key: RepeatKey.Of(message)))
                .Select(each => new { to = each.To, repeatabilityRequestId = each.Key.Id.ToString(), repeatabilityFirstSent = each.Key.FirstSent }),
            message = messages[0].Text,
            smsSendOptions = new { enableDeliveryReport = true, tag = messages.Count == 1 ? messages[0].Tag : null },
        },
        VendorJson.Options));

    private static HandOver Verdict(SentItem item, AcsAnswer answer)
    {
        if (item is { Successful: true, MessageId.Length: > 0 })
            return new HandOver(HandOverResult.Accepted, item.MessageId);

        // It won't say whether this is the message that it knows.
        if (item.HttpStatusCode is 202 || "rejected".Equals(item.RepeatabilityResult, StringComparison.OrdinalIgnoreCase))
            return new HandOver(HandOverResult.Unknown, null);
        var verdict = new AcsAnswer(item.HttpStatusCode, answer.Body, answer.RetryAfter).Verdict();
        return item.HttpStatusCode is 400 && item.ErrorMessage?.Contains("phone number", StringComparison.OrdinalIgnoreCase) == true ? verdict with { Reason = "invalid_number" } : verdict;
    }

    private sealed record SendAnswer(IReadOnlyList<SentItem?>? Value);

    private sealed record SentItem(string? To, string? MessageId, int HttpStatusCode, string? RepeatabilityResult, bool Successful, string? ErrorMessage);
}
