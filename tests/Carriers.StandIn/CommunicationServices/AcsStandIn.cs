using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Carriers.StandIn.CommunicationServices;

/// <summary>Communication Services on this machine, as far as texts and mails are concerned. It lets in only what is signed as it should be, takes each repeatable
/// message once, and gives every answer that the real one may, on demand.</summary>
public sealed class AcsStandIn : IAsyncDisposable
{
    /// <summary>What a token credential must show; over https only, as for the real one.</summary>
    public const string Token = "a-token-of-the-stand-in";

    /// <summary>The registration of its channel of WhatsApp.</summary>
    public const string WhatsAppChannel = "0f0eb78e-a576-4dfc-b414-0f0756de3338";

    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentQueue<AcsFate> fates = new();
    private readonly ConcurrentQueue<string> faults = new();
    private readonly ConcurrentQueue<AcsRequest> requests = new();
    private readonly AcsMemory memory;
    private readonly WebApplication app;
    private int numbered;

    private AcsStandIn(TimeProvider clock, X509Certificate2? certificate)
    {
        memory = new AcsMemory(clock);
        Certificate = certificate;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
        if (certificate is not null)
            builder.WebHost.UseKestrelHttpsConfiguration();
        app = builder.Build();
        app.Run(HearAsync);
    }

    public Uri Endpoint => new(app.Urls.Single());

    public string ConnectionString => $"endpoint={Endpoint};accesskey={Convert.ToBase64String(key)}";

    public ReadOnlyMemory<byte> Key => key;

    /// <summary>Over https, whose callers must trust it; null otherwise.</summary>
    public X509Certificate2? Certificate { get; }

    /// <summary>What it has sent, each once.</summary>
    public IReadOnlyList<AcsMessage> Messages => memory.Messages;

    /// <summary>How often it was given a message that it knew.</summary>
    public int Repeats => memory.Repeats;

    /// <summary>Requests that were let in.</summary>
    public IReadOnlyList<AcsRequest> Requests => [.. requests];

    /// <summary>Why requests were not let in.</summary>
    public IReadOnlyList<string> Faults => [.. faults];

    /// <summary>Numbers that it refuses, with the status and the words of their item.</summary>
    public ConcurrentDictionary<string, (int Status, string Message)> Refused { get; } = new();

    /// <summary>What WhatsApp Manager has, as the service lists it.</summary>
    public ConcurrentQueue<JsonObject> Templates { get; } = new();

    /// <param name="clock">By which it counts how long a repeat may come; the machine's when null.</param>
    /// <param name="isSecure">Over https, with a certificate of its own.</param>
    public static async Task<AcsStandIn> StartAsync(TimeProvider? clock = null, bool isSecure = false)
    {
        var standIn = new AcsStandIn(clock ?? TimeProvider.System, isSecure ? OwnCertificate.Make() : null);
        await standIn.app.StartAsync();
        return standIn;
    }

    /// <summary>What becomes of the next requests, one each; of all others that they are taken.</summary>
    public void Next(params IEnumerable<AcsFate> next)
    {
        foreach (var fate in next)
            fates.Enqueue(fate);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task HearAsync(HttpContext context)
    {
        var request = await AcsRequest.ReadAsync(context, key, Token);
        if (request.Fault is { } fault)
        {
            faults.Enqueue(fault);
            await AnswerAsync(context, 401, "Denied", new JsonObject());
            return;
        }

        requests.Enqueue(request);
        var fate = fates.TryDequeue(out var next) ? next : AcsFate.Taken;
        var (status, answer) = fate.Takes ? Take(context, request) : (fate.Status!.Value, new JsonObject());
        if (fate.Until is { } until)
            await until.WaitAsync(context.RequestAborted);
        if (fate.RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = wait;
        if (fate.Breaks)
            context.Abort();
        else if (fate.Status is null)
            await SilenceAsync(context);
        else
            await (fate.IsGarbled ? GarbleAsync(context, fate.Status.Value) : AnswerAsync(context, status, fate.Code ?? "Refused", answer));
    }

    private (int Status, JsonObject Answer) Take(HttpContext context, AcsRequest request) => (context.Request.Method, request.Path, request.Version, request.Header("Content-Type")) switch
    {
        ("POST", "/sms", "2026-01-23", "application/json") => TakeTexts(request),
        ("GET", "/phoneNumbers", "2022-12-01", _) => (200, new JsonObject { ["phoneNumbers"] = new JsonArray() }),
        ("POST", "/emails:send", "2025-09-01", "application/json") => TakeMail(context, request),
        ("POST", "/messages/notifications:send", "2024-08-30", "application/json") => TakeAdvanced(request),
        ("GET", $"/messages/channels/{WhatsAppChannel}/templates", "2024-08-30", _) => (200, new JsonObject { ["value"] = new JsonArray([.. Templates.Select(each => each.DeepClone())]) }),
        _ => (404, new JsonObject()),
    };

    private (int Status, JsonObject Answer) TakeTexts(AcsRequest request)
    {
        if (request.Body is not { } body || body["smsRecipients"] is not JsonArray { Count: >= 1 and <= 100 } recipients || (string?)body["message"] is not { Length: <= 2048 } text
            || (string?)body["from"] is not { } from || !(bool)body["smsSendOptions"]!["enableDeliveryReport"]!)
            return (400, new JsonObject());
        return (202, new JsonObject { ["value"] = new JsonArray([.. recipients.Select(each => TakeText(each!, from, text, (string?)body["smsSendOptions"]!["tag"]))]) });
    }

    private JsonObject TakeText(JsonNode recipient, string from, string text, string? tag)
    {
        var to = (string)recipient["to"]!;
        if (Refused.TryGetValue(to, out var refused))
            return new JsonObject { ["to"] = to, ["httpStatusCode"] = refused.Status, ["errorMessage"] = refused.Message, ["successful"] = false };
        if (!Guid.TryParse((string?)recipient["repeatabilityRequestId"], out var id))
            return new JsonObject { ["to"] = to, ["httpStatusCode"] = 400, ["repeatabilityResult"] = "rejected", ["successful"] = false };
        var (messageId, status) = memory.Take(new AcsMessage("sms", from, to, text, $"Outgoing_{Interlocked.Increment(ref numbered)}", id) { Tag = tag }, (string?)recipient["repeatabilityFirstSent"]);
        return messageId is null
            ? new JsonObject { ["to"] = to, ["httpStatusCode"] = status, ["repeatabilityResult"] = "rejected", ["successful"] = false }
            : new JsonObject { ["to"] = to, ["messageId"] = messageId, ["httpStatusCode"] = 202, ["repeatabilityResult"] = "accepted", ["successful"] = true };
    }

    private (int Status, JsonObject Answer) TakeMail(HttpContext context, AcsRequest request)
    {
        if (request.Body is not { } body || !Guid.TryParse(request.Header("Operation-Id"), out var id) || request.Header("Repeatability-Request-Id") != id.ToString()
            || body["recipients"]?["to"] is not JsonArray { Count: 1 } to || (string?)body["senderAddress"] is not { } from || (string?)body["content"]?["subject"] is not { } subject)
            return (400, new JsonObject());
        var (messageId, status) = memory.Take(
            new AcsMessage("email", from, (string)to[0]!["address"]!, (string?)body["content"]!["plainText"] ?? "", id.ToString(), id)
            {
                Subject = subject,
                Html = (string?)body["content"]!["html"],
                Attachments = [.. (body["attachments"]?.AsArray() ?? []).Select(each => new StandInAttachment((string)each!["name"]!, (string)each["contentType"]!, Convert.FromBase64String((string)each["contentInBase64"]!)))],
                Headers = body["headers"] is JsonObject headers ? headers.ToDictionary(header => header.Key, header => (string)header.Value!) : new Dictionary<string, string>(),
            },
            request.Header("Repeatability-First-Sent"));
        if (messageId is null)
            return (status, new JsonObject());
        context.Response.Headers["Operation-Location"] = $"{Endpoint}emails/operations/{messageId}?api-version=2025-09-01";
        return (202, new JsonObject { ["id"] = messageId, ["status"] = "Running" });
    }

    private (int Status, JsonObject Answer) TakeAdvanced(AcsRequest request)
    {
        if (request.Body is not { } body || (string?)body["channelRegistrationId"] != WhatsAppChannel || body["to"] is not JsonArray { Count: 1 } to || !Guid.TryParse(request.Header("Repeatability-Request-ID"), out var id))
            return (400, new JsonObject());
        if ((string?)body["kind"] == "text" && (string?)body["content"] is { Length: > 0 } words)
            return TakeAdvanced(request, id, (string)to[0]!, words);
        if ((string?)body["kind"] != "template" || body["template"] is not JsonObject template || (string?)template["bindings"]?["kind"] != "whatsApp")
            return (400, new JsonObject());
        var values = template["values"]!.AsArray().ToDictionary(value => (string)value!["name"]!, value => value!);
        if (values.Values.Any(value => (string?)value["kind"] is not ("text" or "image" or "video" or "document" or "quickAction")))
            return (400, new JsonObject());
        var bound = new[] { "header", "body", "buttons" }.SelectMany(part => template["bindings"]![part]?.AsArray() ?? []).Select(binding => $"{((string?)binding!["subType"] is { } type ? $"{type}:" : "")}{WordsOf(values[(string)binding["refValue"]!])}");
        var text = string.Join('|', [(string)template["name"]!, (string)template["language"]!, .. bound]);
        return TakeAdvanced(request, id, (string)to[0]!, text);
    }

    private (int Status, JsonObject Answer) TakeAdvanced(AcsRequest request, Guid id, string to, string text)
    {
        var (messageId, status) = memory.Take(new AcsMessage("whatsapp", WhatsAppChannel, to, text, Guid.NewGuid().ToString(), id), request.Header("Repeatability-First-Sent"));
        return messageId is null ? (status, new JsonObject()) : (202, new JsonObject { ["receipts"] = new JsonArray(new JsonObject { ["messageId"] = messageId, ["to"] = to }) });
    }

    private static string WordsOf(JsonNode value) => (string)value["kind"]! switch
    {
        "text" => (string)value["text"]!,
        "quickAction" => (string?)value["text"] ?? (string)value["payload"]!,
        var kind => $"{kind}:{(string)value["url"]!}",
    };

    private static async Task AnswerAsync(HttpContext context, int status, string code, JsonObject answer)
    {
        context.Response.StatusCode = status;
        if (status >= 400)
            answer = new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = "Words of the service." } };
        await context.Response.WriteAsJsonAsync(answer);
    }

    private static async Task GarbleAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsync("<html>Welcome!</html>");
    }

    private static async Task SilenceAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task.WaitAsync(Eventually.Bound);
    }
}
