using System.Text;
using System.Text.Json;
using ActiveReach.Channels.Ses;
using ActiveReach.Engagement;
using ActiveReach.Functions.Http;
using ActiveReach.Inbox;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Engagement;

/// <summary>Events of Amazon SES, as SNS brings them over https: wrapped, or raw. The address has a shared secret, and the topic may be named: SNS's own
/// signature would have us fetch certificates from wherever a request says.</summary>
public sealed class SesWebhookFunctions(WebhookSecrets secrets, SnsSubscription subscription, TakeEvents take, TimeProvider clock)
{
    private const int LongestId = 200;

    [Function("SesWebhook")]
    [Public("The caller knows the shared secret.")]
    [NotRepeatable("Events have ids of their own.")]
    [Operation("Takes events of Amazon SES from SNS, and confirms its subscription; what else comes is answered and passed over.", Query = ["secret"], Request = typeof(JsonElement), Response = typeof(TakenAnswer))]
    public async Task<Answer> PostAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/ses")] HttpRequest request)
    {
        if (!secrets.Admits(SesEventReader.Name, request))
            throw new UnauthenticatedException("The callback's secret is missing or wrong: add ?secret=… with the value of ActiveReach__WebhookSecrets__ses.");
        var body = await request.ReadBytesAsync(RequestBody.DefaultLimit);
        var told = JsonInput.Read(body);
        if (!subscription.IsOurs(told["TopicArn"]?.AsText ?? request.Headers["x-amz-sns-topic-arn"].ToString()))
            throw new UnauthenticatedException("The topic is another than ActiveReach__Ses__TopicArn.");
        if (told["Type"]?.AsText == "SubscriptionConfirmation")
        {
            await subscription.ConfirmAsync(told["SubscribeURL"]?.AsText, request.HttpContext.RequestAborted);
            return Answers.Ok(new TakenAnswer(0));
        }

        var events = EventOf(told, body) is { } one ? new[] { new InboxEvent(SesEventReader.Name, IdOf(told["MessageId"]?.AsText ?? request.Headers["x-amz-sns-message-id"].ToString()), one, clock.GetUtcNow()) } : [];
        await take.TakeAsync(events);
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
