using System.Buffers;
using System.Net.Http.Headers;
using ActiveReach.Channels.Attached;
using ActiveReach.Channels.Vendors;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Channels.Ses;

/// <summary>Mails through Amazon SES, one a request. SES knows no key by which a mail could be repeated: one whose call was never answered stays in doubt until an
/// event of it, which brings our tag back.
/// Source: docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html.</summary>
public sealed class SesEmailProvider(SesOptions options, HttpClient http, ILogger<SesEmailProvider> log) : IChannelProvider
{
    private const string Json = "application/json";

    /// <summary>Of the whole request; SES takes 40 MB of mail.</summary>
    private const int MostBytes = 40 * 1000 * 1000;

    private readonly Uri address = new($"{options.Endpoint.AbsoluteUri.TrimEnd('/')}/v2/email/outbound-emails");

    private readonly AwsKey key = new(options.AccessKeyId, options.SecretAccessKey, options.Region, "ses");

    public Channel Channel => Channel.Email;

    public int MessagesPerCall => 1;

    public int Concurrency => 16;

    public TimeSpan RepeatWindow => TimeSpan.Zero;

    public bool ReportsDelivery => options.ConfigurationSet is not null;

    public SendLimit Limit { get; } = new($"Amazon SES {options.Region} …{options.AccessKeyId[^4..]}", Channel.Email, options.PerMinute) { PerSecond = options.PerSecond };

    public async Task<IReadOnlyList<HandOver>> SendAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        if (messages is not [var message])
            throw new ArgumentException($"A call carries one mail, not {messages.Count}.", nameof(messages));
        var json = new SplicedJson();
        var body = json.Write(BodyOf(message, json), VendorJson.AsNamed);
        if (body.Length > MostBytes)
            return [new HandOver(HandOverResult.Rejected, null, "too_large")];
        using var request = Signed(body);
        if (await http.AskAsync(request, cancellation) is not { } answer)
        {
            log.LogWarning("{Host} can't be reached; no mail is sent until it can.", address.Host);
            return [VendorCalls.Unreachable];
        }

        // What looks like a yes without an id may be somebody else's: an event will tell.
        if (answer.IsSuccess && answer.Json["MessageId"]?.AsText is { Length: > 0 } id)
            return [new HandOver(HandOverResult.Accepted, id)];
        var verdict = SesVerdict.Of(answer);
        if (verdict.Result is HandOverResult.Deferred)
            log.LogWarning("Amazon SES answered {Status} with {Code} ({Reason}). Where it is no limit, check ActiveReach__Ses__AccessKeyId, its right to ses:SendEmail in {Region}, and the configuration set.", answer.Status, SesVerdict.CodeOf(answer), verdict.Reason, options.Region);
        return [verdict];
    }

    /// <summary>Whether SES knows the key and lets the account send. Source: docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetAccount.html.</summary>
    public async Task<ProviderCheck> CheckAsync(CancellationToken cancellation)
    {
        var account = new Uri($"{options.Endpoint.AbsoluteUri.TrimEnd('/')}/v2/email/account");
        var now = TimeProvider.System.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Get, account);
        request.Headers.TryAddWithoutValidation("X-Amz-Date", AwsSignature.Written(now));
        request.Headers.TryAddWithoutValidation("Authorization", AwsSignature.Of(key, "GET", account, default, now));
        return await http.AskAsync(request, cancellation) switch
        {
            null => new ProviderCheck(false, $"{address.Host} can't be reached from here."),
            { IsSuccess: true } answer when answer.Json["SendingEnabled"]?.AsFlag is false => new ProviderCheck(false, "SES has paused this account's sending."),
            { IsSuccess: true } answer when answer.Json["ProductionAccessEnabled"]?.AsFlag is false => new ProviderCheck(true, "SES lets us in; the account is in Amazon's sandbox, and sends to verified addresses alone."),
            { IsSuccess: true } => new ProviderCheck(true, "SES lets us in, and the account sends."),
            { Status: 403 } answer when SesVerdict.CodeOf(answer) is "AccessDeniedException" => new ProviderCheck(null, "SES knows the key, which may not read the account (ses:GetAccount): send a test."),
            var answer => new ProviderCheck(false, $"SES answered {answer.Status} ({SesVerdict.CodeOf(answer)}): check accessKeyId, secretAccessKey and region."),
        };
    }

    /// <summary>Amazon measures the date by its own clock, so it is the wall's, whatever time the business has.</summary>
    private HttpRequestMessage Signed(ReadOnlySequence<byte> body)
    {
        var now = TimeProvider.System.GetUtcNow();
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new SequenceContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(Json) } } };
        request.Headers.TryAddWithoutValidation("X-Amz-Date", AwsSignature.Written(now));
        request.Headers.TryAddWithoutValidation("Authorization", AwsSignature.Of(key, "POST", address, body, now, ("content-type", Json)));
        return request;
    }

    private object BodyOf(OutgoingMessage message, SplicedJson json) => new
    {
        FromEmailAddress = message.From,
        Destination = new { ToAddresses = new[] { message.To } },
        Content = new
        {
            Simple = new
            {
                Subject = Part(message.Subject ?? ""),
                Body = new { Text = Part(message.Text), Html = message.Html is { } html ? Part(html) : null },
                Headers = message.Headers.Count > 0 ? message.Headers.Select(header => new { Name = header.Key, header.Value }) : null,
                Attachments = message.Attachments.Count > 0 ? message.Attachments.Select(attachment => Attached(attachment, json)) : null,
            },
        },
        EmailTags = new[] { new { Name = SesTag.Name, Value = SesTag.Write(message.Tag) } },
        ConfigurationSetName = options.ConfigurationSet,
    };

    /// <summary>Without <c>ContentTransferEncoding</c>, SES would write the bytes as 7-bit text. Source: docs.aws.amazon.com/ses/latest/APIReference-V2/API_Attachment.html.</summary>
    private static object Attached(MessageAttachment attachment, SplicedJson json) => new
    {
        FileName = attachment.Name,
        ContentType = attachment.Type,
        ContentDisposition = "ATTACHMENT",
        ContentTransferEncoding = "BASE64",
        RawContent = json.Place(attachment.File!.Base64),
    };

    private static object Part(string text) => new { Data = text, Charset = "UTF-8" };
}
