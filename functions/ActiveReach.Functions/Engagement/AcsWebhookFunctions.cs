using System.Text.Json;
using ActiveReach.Channels.CommunicationServices;
using ActiveReach.Functions.Http;
using ActiveReach.Engagement;
using ActiveReach.Inbox;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Engagement;

/// <summary>Callbacks of Communication Services through Event Grid, in its own schema or as CloudEvents.</summary>
public sealed class AcsWebhookFunctions(WebhookSecrets secrets, TakeEvents take, TimeProvider clock)
{
    private const string Route = "api/webhooks/acs";
    private const string Validation = "Microsoft.EventGrid.SubscriptionValidationEvent";
    private const int LongestId = 200;

    [Function("AcsWebhook")]
    [Public("The caller knows the shared secret.")]
    [NotRepeatable("Events have ids of their own.")]
    [Operation("Takes events of Communication Services; the handshake of Event Grid is answered, everything else with nothing.", Query = ["secret"], Request = typeof(JsonElement), Response = typeof(ValidationAnswer))]
    public async Task<Answer> PostAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request)
    {
        RequireSecret(request);
        var body = await request.ReadBytesAsync(RequestBody.DefaultLimit);
        var broken = new List<InputProblem>();
        var elements = JsonInput.ReadItems(body, broken);
        if (elements.Where(element => AcsEventReader.TypeOf(element) == Validation).Cast<InputValue?>().FirstOrDefault() is { } validation)
            return Handshake(validation);
        var now = clock.GetUtcNow();
        await take.TakeAsync([.. elements.Where(MeansSomething).Select(element => new InboxEvent(AcsEventReader.Name, IdOf(element), Raw(element), now))]);

        // The good ones are kept: an opt-out among them must not be lost with the broken one.
        return broken.Count == 0 ? Answers.Of(Results.Ok()) : throw new InvalidInputException(broken);
    }

    /// <summary>Whether the sender of CloudEvents may send at all.</summary>
    [Function("AcsWebhookHandshake")]
    [Public("The caller knows the shared secret.")]
    [Operation("The handshake of CloudEvents.", Query = ["secret"])]
    public Answer Options([HttpTrigger(AuthorizationLevel.Anonymous, "options", Route = Route)] HttpRequest request)
    {
        RequireSecret(request);
        if (request.Headers["WebHook-Request-Origin"].ToString() is { Length: > 0 and < 256 } origin && !origin.Any(char.IsControl))
            request.HttpContext.Response.Headers["WebHook-Allowed-Origin"] = origin;
        return Answers.Of(Results.Ok());
    }

    private void RequireSecret(HttpRequest request)
    {
        if (!secrets.Admits(AcsEventReader.Name, request))
            throw new UnauthenticatedException("The callback's secret is missing or wrong: add ?secret=… with the value of ActiveReach__WebhookSecrets__acs.");
    }

    private static Answer Handshake(InputValue validation) =>
        validation["data"]?["validationCode"]?.AsText is { } code
            ? Answers.Ok(new ValidationAnswer(code))
            : throw new InvalidInputException("data.validationCode", "required", "The validation event has no data.validationCode.");

    private static bool MeansSomething(InputValue element) =>
        AcsEventReader.TypeOf(element)?.StartsWith("Microsoft.Communication.", StringComparison.Ordinal) == true
        && IdOf(element) is not null;

    private static string? IdOf(InputValue element) => element["id"]?.AsText is { Length: > 0 and <= LongestId } id ? id : null;

    private static byte[] Raw(InputValue element) => System.Text.Encoding.UTF8.GetBytes(element.Raw);
}

public sealed record ValidationAnswer(string ValidationResponse);
