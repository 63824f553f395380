using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActiveReach.Channels.Rcs;
using ActiveReach.Engagement;
using ActiveReach.Functions.Http;
using ActiveReach.Inbox;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Engagement;

/// <summary>Callbacks of Google's RCS Business Messaging, signed with the client token of the webhook.
/// Source: developers.google.com/business-communications/rcs-business-messaging/guides/integrate/webhooks.</summary>
public sealed class RcsWebhookFunctions(WebhookSecrets secrets, TakeEvents take, TimeProvider clock)
{
    private const string Route = "api/webhooks/rcs";

    [Function("RcsWebhook")]
    [Public("The caller signs with the shared secret.")]
    [NotRepeatable("Events have ids of their own.")]
    [Operation(
        "Takes Google's callbacks of RCS, signed in X-Goog-Signature: receipts, answers and taps on suggestions. The handshake (clientToken and secret) is answered with the secret.",
        Request = typeof(JsonElement), Response = typeof(TakenAnswer), Produces = ["text/plain"])]
    public async Task<Answer> PostAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request)
    {
        var json = JsonInput.Read(await request.ReadBytesAsync(RequestBody.DefaultLimit));
        if (json["clientToken"]?.AsText is { } token)
            return Handshake(token, json["secret"]?.AsText);
        var body = Decoded(json["message"]?["data"]?.AsText);
        if (body is null || !IsSigned(request, body))
            throw new UnauthenticatedException("The callback's signature is missing or wrong: sign the decoded message.data with the value of ActiveReach__WebhookSecrets__rcs in X-Goog-Signature.");
        var id = RcsEventReader.IdOf(JsonInput.Read(body));
        IReadOnlyList<InboxEvent> events = id is null ? [] : [new InboxEvent(RcsEventReader.Name, id, body, clock.GetUtcNow())];
        await take.TakeAsync(events);
        return Answers.Ok(new TakenAnswer(events.Count));
    }

    private Answer Handshake(string token, string? secret)
    {
        var given = Encoding.UTF8.GetBytes(token);
        if (!Any(known => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(known), given)))
            throw new UnauthenticatedException("The clientToken is not that of this webhook: set ActiveReach__WebhookSecrets__rcs to the one that Google shows.");
        return secret is { Length: > 0 and <= 200 } && !secret.Any(char.IsControl)
            ? Answers.Of(Results.Text(secret, "text/plain"))
            : throw new InvalidInputException("secret", "required", "secret is missing: Google sends the one that it waits for.");
    }

    private bool IsSigned(HttpRequest request, byte[] body)
    {
        var given = Encoding.UTF8.GetBytes(request.Headers["X-Goog-Signature"].ToString());
        return Any(secret => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Convert.ToBase64String(HMACSHA512.HashData(Encoding.UTF8.GetBytes(secret), body))), given));
    }

    private bool Any(Func<string, bool> fits) => WebhookSecrets.Any(secrets.Find(RcsEventReader.Name), fits);

    private static byte[]? Decoded(string? data)
    {
        var bytes = new byte[(data?.Length ?? 0) * 3 / 4 + 3];
        return data is { Length: > 0 } && Convert.TryFromBase64String(data, bytes, out var length) ? bytes[..length] : null;
    }
}
