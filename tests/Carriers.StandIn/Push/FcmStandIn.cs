using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Carriers.StandIn.Google;
using Microsoft.AspNetCore.Http;

namespace Carriers.StandIn.Push;

/// <summary>Firebase Cloud Messaging on this machine, with the place where its tokens are got: an assertion must be signed by the service account's key, and a message
/// shown with the newest token.</summary>
public sealed class FcmStandIn : PushStandIn
{
    public const string Project = "shop-1234";

    private readonly GoogleKeys keys = new(Project, "https://www.googleapis.com/auth/firebase.messaging");
    private readonly ConcurrentQueue<JsonObject> messages = new();

    public IReadOnlyList<JsonObject> Messages => [.. messages];

    /// <summary>How many tokens were given.</summary>
    public int Tokens => keys.Tokens;

    /// <summary>Whether the account gets any.</summary>
    public bool GivesTokens
    {
        get => keys.GivesTokens;
        set => keys.GivesTokens = value;
    }

    /// <summary>The key of the account, as the console gives it.</summary>
    public string ServiceAccount => keys.ServiceAccount(Address);

    protected override async Task HearAsync(HttpContext context)
    {
        if (context.Request is { Path.Value: GoogleKeys.Path, Method: "POST" })
        {
            if (await keys.GiveAsync(context, Address) is { } fault)
                Refuse(fault);
            return;
        }

        var body = await JsonNode.ParseAsync(context.Request.Body) as JsonObject;
        if (!keys.Admits(context.Request.Headers.Authorization))
        {
            Refuse($"Authorization is {context.Request.Headers.Authorization}");
            context.Response.StatusCode = 401;
        }
        else if (body is { } asked && (bool?)asked["validate_only"] is true && asked["message"]?["topic"] is not null)
        {
            await context.Response.WriteAsJsonAsync(new { name = $"projects/{Project}/messages/fake_message_id" });
        }
        else if (context.Request is not { Method: "POST", ContentType: "application/json; charset=utf-8" } || context.Request.Path != $"/v1/projects/{Project}/messages:send" || body?["message"]?["token"] is null)
        {
            Refuse($"{context.Request.Method} {context.Request.Path} is not understood: {body}");
            context.Response.StatusCode = 404;
        }
        else
        {
            await AnswerAsync(context, () => messages.Enqueue(body["message"]!.AsObject()), 200, new { name = $"projects/{Project}/messages/{messages.Count + 1}" });
        }
    }
}
