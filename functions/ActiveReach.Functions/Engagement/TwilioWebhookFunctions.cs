using ActiveReach.Channels.Twilio;
using ActiveReach.Functions.Http;
using ActiveReach.Inbox;
using ActiveReach.Problems;
using ActiveReach.Providers;
using ActiveReach.Workspaces;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Engagement;

/// <summary>Callbacks of Twilio, signed with the account's token: reports, to an address with our tag, and texts of people, which are answered with nothing.</summary>
/// <param name="access">Has the address that Twilio was told, which it signs; a proxy may call us by another.</param>
public sealed class TwilioWebhookFunctions(WebhookSecrets secrets, CallbackSecrets accounts, AccessOptions access, WebhookIntake intake, TimeProvider clock)
{
    public const string Route = "api/webhooks/twilio";

    private const int Largest = 64 * 1024;

    [Function("TwilioWebhook")]
    [Public("The caller signs with the account's token.")]
    [NotRepeatable("What comes again changes nothing.")]
    [Operation("Takes Twilio's callbacks, signed in X-Twilio-Signature: what became of a text, whose tag stands in the query, and texts that people write.", Query = ["tag"], Request = typeof(TwilioForm), RequestForm = "application/x-www-form-urlencoded", Produces = ["text/xml"])]
    public async Task<Answer> PostAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request) =>
        await TakeAsync(request, Route, secrets.Find(TwilioEventReader.Name), account: null, only: null);

    [Function("TwilioAccountWebhook")]
    [Public("The caller signs with the account's token.")]
    [NotRepeatable("What comes again changes nothing.")]
    [Operation("The same for an account of a workspace, whose messages and senders alone it may speak of.", Query = ["tag"], Request = typeof(TwilioForm), RequestForm = "application/x-www-form-urlencoded", Produces = ["text/xml"])]
    public async Task<Answer> PostToAccountAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/{account}")] HttpRequest request, string account)
    {
        var found = await accounts.FindAsync(TwilioEventReader.Name, account, request.HttpContext.RequestAborted);
        return await TakeAsync(request, $"{Route}/{account}", found?.Secrets ?? [], account, found?.Workspace);
    }

    private async Task<Answer> TakeAsync(HttpRequest request, string route, IReadOnlyList<string> known, string? account, WorkspaceId? only)
    {
        request.RequireType("application/x-www-form-urlencoded");
        var body = await request.ReadBytesAsync(Largest);
        var form = RequestBody.ReadFormFields(body);
        List<KeyValuePair<string, IReadOnlyList<string>>> fields = [.. form.Select(field => new KeyValuePair<string, IReadOnlyList<string>>(field.Key, [.. field.Value.Select(value => value ?? "")]))];
        var told = new Uri($"{access.PublicUrl.AbsoluteUri.TrimEnd('/')}/{route}{request.QueryString.ToUriComponent()}");
        if (!TwilioSignature.Matches(request.Headers["X-Twilio-Signature"].ToString(), told, fields, known))
            throw new UnauthenticatedException("The callback's signature is missing or wrong: it is made with the account's token (ActiveReach__Twilio__AuthToken) of the address that ActiveReach__PublicUrl begins.");
        var source = only is { } workspace ? InboxEvent.SourceOf(TwilioEventReader.Name, workspace) : TwilioEventReader.Name;
        InboxEvent[] events = TwilioEventReader.Keep(fields, request.Query["tag"], clock.GetUtcNow()) is { } kept ? [kept with { Source = source }] : [];
        await intake.TakeAsync(request, source, account, body, 1, events);
        return Answers.Of(Results.Text("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>", "text/xml"));
    }
}

/// <summary>Fields of Twilio's forms that are read; it sends more.</summary>
/// <param name="MessageStatus">Of a report: queued, sending, sent, delivered, undelivered, failed.</param>
/// <param name="Body">Of a text that somebody wrote.</param>
public sealed record TwilioForm(string? MessageSid, string? SmsSid, string? MessageStatus, string? ErrorCode, string? From, string? To, string? Body, string? NumMedia);
