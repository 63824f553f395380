using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActiveReach.Channels.WhatsApp;
using ActiveReach.Functions.Http;
using ActiveReach.Inbox;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Providers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Engagement;

/// <summary>Callbacks of Meta about WhatsApp, signed with the app's secret.
/// Source: developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint.</summary>
public sealed class WhatsAppWebhookFunctions(WebhookSecrets secrets, CallbackSecrets accounts, WhatsAppHandshake handshake, WebhookIntake intake, TimeProvider clock)
{
    private const string Route = "api/webhooks/whatsapp";
    private const string AccountRoute = Route + "/{account}";
    private const string Scheme = "sha256=";

    /// <summary>Meta sends up to 3 MB at once.</summary>
    private const int Largest = 3 << 20;

    [Function("WhatsAppWebhook")]
    [Public("The caller signs with the shared secret.")]
    [NotRepeatable("What comes again changes nothing.")]
    [Operation("Takes Meta's callbacks, signed in X-Hub-Signature-256: verdicts on templates, what became of messages, and what people write; what else it sends is answered and passed over.", Request = typeof(JsonElement), Response = typeof(TakenAnswer))]
    public async Task<Answer> PostAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request) =>
        await TakeAsync(request, secrets.Find(WhatsAppEventReader.Name), WhatsAppEventReader.Name, null);

    [Function("WhatsAppAccountWebhook")]
    [Public("The caller signs with the account's secret.")]
    [NotRepeatable("What comes again changes nothing.")]
    [Operation("The same for an account of a workspace, signed with its webhookSecret, which is Meta's app secret; it may speak of that workspace's messages, senders and templates alone.", Request = typeof(JsonElement), Response = typeof(TakenAnswer))]
    public async Task<Answer> PostToAccountAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = AccountRoute)] HttpRequest request, string account)
    {
        var found = await accounts.FindAsync(WhatsAppEventReader.Name, account, request.HttpContext.RequestAborted);
        return await TakeAsync(request, found?.Secrets ?? [], found is null ? WhatsAppEventReader.Name : InboxEvent.SourceOf(WhatsAppEventReader.Name, found.Workspace), account);
    }

    private async Task<Answer> TakeAsync(HttpRequest request, IReadOnlyList<string> known, string source, string? account)
    {
        var body = await request.ReadBytesAsync(Largest);
        if (!IsSigned(request, body, known))
            throw new UnauthenticatedException("The callback's signature is missing or wrong: sign the body with the value of ActiveReach__WebhookSecrets__whatsapp in X-Hub-Signature-256.");
        var json = JsonInput.Read(body);
        var (now, changes) = (clock.GetUtcNow(), (json["entry"]?.Items ?? []).SelectMany(entry => entry["changes"]?.Items ?? []).ToList());
        var events = changes.SelectMany(WhatsAppEventReader.PartsOf).Select(part => new InboxEvent(source, Convert.ToHexStringLower(SHA256.HashData(part.Span)), part, now)).ToList();
        await intake.TakeAsync(request, source, account, body, Math.Max(changes.Count, events.Count), events);
        return Answers.Ok(new TakenAnswer(events.Count));
    }

    /// <summary>Meta asks once, when it is told of the address, whether it is ours.</summary>
    [Function("WhatsAppWebhookHandshake")]
    [Public("The caller knows the shared token.")]
    [Operation("Meta's handshake: hub.challenge comes back where hub.verify_token is the value of ActiveReach__WhatsApp__VerifyToken.", Query = ["hub.mode", "hub.verify_token", "hub.challenge"], Produces = ["text/plain"])]
    public Answer Challenge([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request) => Challenge(request, handshake);

    [Function("WhatsAppAccountWebhookHandshake")]
    [Public("The caller knows the account's token.")]
    [Operation("The same for an account of a workspace, whose setting verifyToken it is.", Query = ["hub.mode", "hub.verify_token", "hub.challenge"], Produces = ["text/plain"])]
    public async Task<Answer> ChallengeOfAccountAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = AccountRoute)] HttpRequest request, string account) =>
        Challenge(request, new WhatsAppHandshake(await accounts.FindAsync(WhatsAppEventReader.Name, account, request.HttpContext.RequestAborted) is { } found ? await found.Setting("verifyToken") : null));

    private static Answer Challenge(HttpRequest request, WhatsAppHandshake known)
    {
        var query = request.Query;
        if (query["hub.mode"].ToString() != "subscribe" || !known.Admits(query["hub.verify_token"].ToString()))
            throw new UnauthenticatedException("hub.verify_token is missing or wrong: tell Meta the value of ActiveReach__WhatsApp__VerifyToken, with hub.mode=subscribe.");
        return query["hub.challenge"].ToString() is { Length: > 0 and <= 200 } challenge && challenge.All(char.IsAsciiLetterOrDigit)
            ? Answers.Of(Results.Text(challenge, "text/plain"))
            : throw new InvalidInputException("hub.challenge", "invalid_value", "hub.challenge is missing or no word: send up to 200 letters and digits.");
    }

    private static bool IsSigned(HttpRequest request, ReadOnlyMemory<byte> body, IReadOnlyList<string> known)
    {
        var given = Encoding.UTF8.GetBytes(request.Headers["X-Hub-Signature-256"].ToString());
        return WebhookSecrets.Any(known, secret => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Scheme + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body.Span))), given));
    }
}

/// <param name="Taken">How many of what was sent mean something here.</param>
public sealed record TakenAnswer(int Taken);

/// <summary>What Meta was told to show in its handshake (<c>ActiveReach__WhatsApp__VerifyToken</c>).</summary>
/// <param name="Token">Null lets nobody in.</param>
public sealed record WhatsAppHandshake(string? Token)
{
    /// <summary>In constant time.</summary>
    public bool Admits(string given) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(Token ?? ""))) && Token is not null;
}
