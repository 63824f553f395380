using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActiveReach.Channels.Rcs;
using ActiveReach.Functions.Http;
using ActiveReach.Inbox;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Providers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Engagement;

/// <summary>Callbacks of Google's RCS Business Messaging, signed with the client token of the webhook.
/// Source: developers.google.com/business-communications/rcs-business-messaging/guides/integrate/webhooks.</summary>
public sealed class RcsWebhookFunctions(WebhookSecrets secrets, CallbackSecrets accounts, WebhookIntake intake, TimeProvider clock)
{
    private const string Route = "api/webhooks/rcs";

    [Function("RcsWebhook")]
    [Public("The caller signs with the shared secret.")]
    [NotRepeatable("Events have ids of their own.")]
    [Operation(
        "Takes Google's callbacks of RCS, signed in X-Goog-Signature: receipts, answers and taps on suggestions. The handshake (clientToken and secret) is answered with the secret.",
        Request = typeof(JsonElement), Response = typeof(TakenAnswer), Produces = ["text/plain"])]
    public async Task<Answer> PostAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request) =>
        await TakeAsync(request, secrets.Find(RcsEventReader.Name), RcsEventReader.Name, null);

    [Function("RcsAccountWebhook")]
    [Public("The caller signs with the account's secret.")]
    [NotRepeatable("Events have ids of their own.")]
    [Operation(
        "The same for an account of a workspace, signed with its webhookSecret, which is the client token of the agent's webhook; it may speak of that workspace's messages and senders alone.",
        Request = typeof(JsonElement), Response = typeof(TakenAnswer), Produces = ["text/plain"])]
    public async Task<Answer> PostToAccountAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/{account}")] HttpRequest request, string account)
    {
        var found = await accounts.FindAsync(RcsEventReader.Name, account, request.HttpContext.RequestAborted);
        return await TakeAsync(request, found?.Secrets ?? [], found is null ? RcsEventReader.Name : InboxEvent.SourceOf(RcsEventReader.Name, found.Workspace), account);
    }

    private async Task<Answer> TakeAsync(HttpRequest request, IReadOnlyList<string> known, string source, string? account)
    {
        var json = JsonInput.Read(await request.ReadBytesAsync(RequestBody.DefaultLimit));
        if (json["clientToken"]?.AsText is { } token)
            return Handshake(token, json["secret"]?.AsText, known);
        var body = Decoded(json["message"]?["data"]?.AsText);
        if (body is null || !IsSigned(request, body, known))
            throw new UnauthenticatedException("The callback's signature is missing or wrong: sign the decoded message.data with the value of ActiveReach__WebhookSecrets__rcs in X-Goog-Signature.");
        var id = RcsEventReader.IdOf(JsonInput.Read(body));
        IReadOnlyList<InboxEvent> events = id is null ? [] : [new InboxEvent(source, id, body, clock.GetUtcNow())];
        await intake.TakeAsync(request, source, account, body, 1, events);
        return Answers.Ok(new TakenAnswer(events.Count));
    }

    private static Answer Handshake(string token, string? secret, IReadOnlyList<string> known)
    {
        var given = Encoding.UTF8.GetBytes(token);
        if (!WebhookSecrets.Any(known, each => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(each), given)))
            throw new UnauthenticatedException("The clientToken is not that of this webhook: set ActiveReach__WebhookSecrets__rcs to the one that Google shows.");
        return secret is { Length: > 0 and <= 200 } && !secret.Any(char.IsControl)
            ? Answers.Of(Results.Text(secret, "text/plain"))
            : throw new InvalidInputException("secret", "required", "secret is missing: Google sends the one that it waits for.");
    }

    private static bool IsSigned(HttpRequest request, byte[] body, IReadOnlyList<string> known)
    {
        var given = Encoding.UTF8.GetBytes(request.Headers["X-Goog-Signature"].ToString());
        return WebhookSecrets.Any(known, secret => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Convert.ToBase64String(HMACSHA512.HashData(Encoding.UTF8.GetBytes(secret), body))), given));
    }

    private static byte[]? Decoded(string? data)
    {
        var bytes = new byte[(data?.Length ?? 0) * 3 / 4 + 3];
        return data is { Length: > 0 } && Convert.TryFromBase64String(data, bytes, out var length) ? bytes[..length] : null;
    }
}
