using System.Text;
using System.Text.Json;
using ActiveReach.Channels.Ses;
using ActiveReach.Functions.Http;
using ActiveReach.Inbox;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Providers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Engagement;

/// <summary>Events of Amazon SES, as SNS brings them over https: wrapped, or raw. The address has a shared secret, and the topic may be named: SNS's own
/// signature would have us fetch certificates from wherever a request says.</summary>
public sealed class SesWebhookFunctions(WebhookSecrets secrets, CallbackSecrets accounts, SnsSubscription subscription, WebhookIntake intake, TimeProvider clock)
{
    private const string Route = "api/webhooks/ses";
    private const int LongestId = 200;

    [Function("SesWebhook")]
    [Public("The caller knows the shared secret.")]
    [NotRepeatable("Events have ids of their own.")]
    [Operation("Takes events of Amazon SES from SNS, and confirms its subscription; what else comes is answered and passed over.", Query = ["secret"], Request = typeof(JsonElement), Response = typeof(TakenAnswer))]
    public async Task<Answer> PostAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request)
    {
        if (!secrets.Admits(SesEventReader.Name, request))
            throw new UnauthenticatedException("The callback's secret is missing or wrong: add ?secret=… with the value of ActiveReach__WebhookSecrets__ses.");
        return await TakeAsync(request, subscription, SesEventReader.Name, null);
    }

    [Function("SesAccountWebhook")]
    [Public("The caller knows the account's secret.")]
    [NotRepeatable("Events have ids of their own.")]
    [Operation("The same for an account of a workspace, whose messages alone its events may speak of.", Query = ["secret"], Request = typeof(JsonElement), Response = typeof(TakenAnswer))]
    public async Task<Answer> PostToAccountAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/{account}")] HttpRequest request, string account) =>
        await accounts.FindAsync(SesEventReader.Name, account, request.HttpContext.RequestAborted) is { } found && WebhookSecrets.IsOneOf(found.Secrets, request)
            ? await TakeAsync(request, subscription.With(await found.Setting("topicArn")), InboxEvent.SourceOf(SesEventReader.Name, found.Workspace), account)
            : throw new UnauthenticatedException("The callback's secret is missing or wrong, or there is no such account: add ?secret=… with the account's webhookSecret.");

    private async Task<Answer> TakeAsync(HttpRequest request, SnsSubscription topic, string source, string? account)
    {
        var body = await request.ReadBytesAsync(RequestBody.DefaultLimit);
        var told = JsonInput.Read(body);
        if (!topic.IsOurs(told["TopicArn"]?.AsText ?? request.Headers["x-amz-sns-topic-arn"].ToString()))
            throw new UnauthenticatedException("The topic is another than the one that is set (ActiveReach__Ses__TopicArn, or topicArn of the account).");
        if (told["Type"]?.AsText == "SubscriptionConfirmation")
        {
            await topic.ConfirmAsync(told["SubscribeURL"]?.AsText, request.HttpContext.RequestAborted);
            return Answers.Ok(new TakenAnswer(0));
        }

        var events = EventOf(told, body) is { } one ? new[] { new InboxEvent(source, IdOf(told["MessageId"]?.AsText ?? request.Headers["x-amz-sns-message-id"].ToString()), one, clock.GetUtcNow()) } : [];
        await intake.TakeAsync(request, source, account, body, 1, events);
        return Answers.Ok(new TakenAnswer(events.Length));
    }

    /// <summary>What SES wrote; null for the words of SNS itself.</summary>
    private static ReadOnlyMemory<byte>? EventOf(InputValue told, ReadOnlyMemory<byte> body)
    {
        if (SesEventReader.KindOf(told) is not null)
            return body;
        if (told["Type"]?.AsText != "Notification" || told["Message"]?.AsText is not { } message)
            return null;
        var inner = Encoding.UTF8.GetBytes(message);
        try
        {
            return SesEventReader.KindOf(JsonInput.Read(inner)) is null ? null : inner;
        }
        catch (InvalidInputException)
        {
            return null;
        }
    }

    private static string? IdOf(string? id) => id is { Length: > 0 and <= LongestId } ? id : null;
}
