using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActiveReach.Channels.WhatsApp;
using ActiveReach.Engagement;
using ActiveReach.Functions.Http;
using ActiveReach.Inbox;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActiveReach.Functions.Engagement;

/// <summary>Callbacks of Meta about WhatsApp, signed with the app's secret.</summary>
public sealed class WhatsAppWebhookFunctions(WebhookSecrets secrets, TakeEvents take, TimeProvider clock)
{
    private const string Route = "api/webhooks/whatsapp";
    private const string Scheme = "sha256=";

    [Function("WhatsAppWebhook")]
    [Public("The caller signs with the shared secret.")]
    [NotRepeatable("A verdict that comes again changes nothing.")]
    [Operation("Takes Meta's callbacks, signed in X-Hub-Signature-256: verdicts on templates; what else it sends is answered and passed over.", Request = typeof(JsonElement), Response = typeof(TakenAnswer))]
    public async Task<Answer> PostAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request)
    {
        var body = await request.ReadBytesAsync(RequestBody.DefaultLimit);
        if (!IsSigned(request, body))
            throw new UnauthenticatedException("The callback's signature is missing or wrong: sign the body with the value of ActiveReach__WebhookSecrets__whatsapp in X-Hub-Signature-256.");
        var json = JsonInput.Read(body);
        var (now, changes) = (clock.GetUtcNow(), (json["entry"]?.Items ?? []).SelectMany(entry => entry["changes"]?.Items ?? []).Where(WhatsAppEventReader.Means));
        var events = changes.Select(change => Encoding.UTF8.GetBytes(change.Raw)).Select(raw => new InboxEvent(WhatsAppEventReader.Name, Convert.ToHexStringLower(SHA256.HashData(raw)), raw, now)).ToList();
        await take.TakeAsync(events);
        return Answers.Ok(new TakenAnswer(events.Count));
    }

    /// <summary>Each secret is tried in constant time. Without one set, nobody is let in.</summary>
    private bool IsSigned(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        var given = Encoding.UTF8.GetBytes(request.Headers["X-Hub-Signature-256"].ToString());
        var isOne = false;
        foreach (var secret in secrets.Find(WhatsAppEventReader.Name))
            isOne |= CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Scheme + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body.Span))), given);
        return isOne;
    }
}

/// <param name="Taken">How many of what was sent mean something here.</param>
public sealed record TakenAnswer(int Taken);
