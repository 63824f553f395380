using System.Text.Json;
using ActiveReach.Channels.CommunicationServices;
using ActiveReach.Functions.Http;
using ActiveReach.Inbox;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Providers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Engagement;

/// <summary>Callbacks of Communication Services through Event Grid, in its own schema or as CloudEvents.</summary>
public sealed class AcsWebhookFunctions(WebhookSecrets secrets, CallbackSecrets accounts, WebhookIntake intake, TimeProvider clock)
{
    private const string Route = "api/webhooks/acs";
    private const string AccountRoute = Route + "/{account}";
    private const string Validation = "Microsoft.EventGrid.SubscriptionValidationEvent";
    private const int LongestId = 200;

    [Function("AcsWebhook")]
    [Public("The caller knows the shared secret.")]
    [NotRepeatable("Events have ids of their own.")]
    [Operation("Takes events of Communication Services; the handshake of Event Grid is answered, everything else with nothing.", Query = ["secret"], Request = typeof(JsonElement), Response = typeof(ValidationAnswer))]
    public async Task<Answer> PostAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request)
    {
        RequireSecret(request);
        return await TakeAsync(request, AcsEventReader.Name, null, []);
    }

    [Function("AcsAccountWebhook")]
    [Public("The caller knows the account's secret.")]
    [NotRepeatable("Events have ids of their own.")]
    [Operation("The same for an account of a workspace, whose messages and senders alone its events may speak of.", Query = ["secret"], Request = typeof(JsonElement), Response = typeof(ValidationAnswer))]
    public async Task<Answer> PostToAccountAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = AccountRoute)] HttpRequest request, string account)
    {
        var found = await RequireSecretAsync(request, account);
        return await TakeAsync(request, InboxEvent.SourceOf(AcsEventReader.Name, found.Workspace), account, [.. found.Family("whatsAppChannels")]);
    }

    /// <param name="channels">The account's own of WhatsApp.</param>
    private async Task<Answer> TakeAsync(HttpRequest request, string source, string? account, IReadOnlyList<KeyValuePair<string, string>> channels)
    {
        var body = await request.ReadBytesAsync(RequestBody.DefaultLimit);
        var broken = new List<InputProblem>();
        var elements = JsonInput.ReadItems(body, broken);
        if (broken.Count > 0 && elements.Count == 0)
            throw new InvalidInputException(broken);
        if (elements.Where(element => AcsEventReader.TypeOf(element) == Validation).Cast<InputValue?>().FirstOrDefault() is { } validation)
            return Handshake(validation);
        var now = clock.GetUtcNow();
        var events = elements.Where(MeansSomething).Select(element => new InboxEvent(source, IdOf(element), AcsEventReader.Named(element.Raw, channels), now)).ToList();
        await intake.TakeAsync(request, source, account, body, elements.Count, events);

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
        return Allowed(request);
    }

    [Function("AcsAccountWebhookHandshake")]
    [Public("The caller knows the account's secret.")]
    [Operation("The handshake of CloudEvents, for an account of a workspace.", Query = ["secret"])]
    public async Task<Answer> OptionsOfAccountAsync([HttpTrigger(AuthorizationLevel.Anonymous, "options", Route = AccountRoute)] HttpRequest request, string account)
    {
        await RequireSecretAsync(request, account);
        return Allowed(request);
    }

    private static Answer Allowed(HttpRequest request)
    {
        if (request.Headers["WebHook-Request-Origin"].ToString() is { Length: > 0 and < 256 } origin && !origin.Any(char.IsControl))
            request.HttpContext.Response.Headers["WebHook-Allowed-Origin"] = origin;
        return Answers.Of(Results.Ok());
    }

    private void RequireSecret(HttpRequest request)
    {
        if (!secrets.Admits(AcsEventReader.Name, request))
            throw new UnauthenticatedException("The callback's secret is missing or wrong: add ?secret=… with the value of ActiveReach__WebhookSecrets__acs.");
    }

    private async Task<CallbackAccount> RequireSecretAsync(HttpRequest request, string account) =>
        await accounts.FindAsync(AcsEventReader.Name, account, request.HttpContext.RequestAborted) is { } found && WebhookSecrets.IsOneOf(found.Secrets, request)
            ? found
            : throw new UnauthenticatedException("The callback's secret is missing or wrong, or there is no such account: add ?secret=… with the account's webhookSecret.");

    private static Answer Handshake(InputValue validation) =>
        validation["data"]?["validationCode"]?.AsText is { } code
            ? Answers.Ok(new ValidationAnswer(code))
            : throw new InvalidInputException("data.validationCode", "required", "The validation event has no data.validationCode.");

    private static bool MeansSomething(InputValue element) =>
        AcsEventReader.TypeOf(element)?.StartsWith("Microsoft.Communication.", StringComparison.Ordinal) == true
        && IdOf(element) is not null;

    private static string? IdOf(InputValue element) => element["id"]?.AsText is { Length: > 0 and <= LongestId } id ? id : null;
}

public sealed record ValidationAnswer(string ValidationResponse);
