using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Carriers.StandIn.Vendors;

namespace Carriers.StandIn.WhatsApp;

/// <summary>The Graph API on this machine, as far as messages and templates of one WhatsApp Business Account are concerned.</summary>
public sealed class MetaStandIn : VendorStandIn
{
    public const string Token = "EAAJ-a-token-of-the-stand-in";
    public const string Account = "102290129340398";
    public const string Number = "106540352242922";

    private const string Version = "/v25.0";
    private const int NameIsTaken = 2388024;

    private readonly ConcurrentQueue<MetaMessage> messages = new();
    private readonly ConcurrentDictionary<(string Name, string Language), JsonObject> templates = new();
    private int numbered;

    /// <summary>What it has sent.</summary>
    public IReadOnlyList<MetaMessage> Messages => [.. messages];

    /// <summary>What it was shown, by name and language.</summary>
    public IReadOnlyDictionary<(string Name, string Language), JsonObject> Templates => templates;

    public string Endpoint => Address + Version;

    public static async Task<MetaStandIn> OpenAsync()
    {
        var standIn = new MetaStandIn();
        await standIn.StartAsync();
        return standIn;
    }

    /// <summary>What it says of a template, as the webhook brings it.</summary>
    public JsonObject Verdict(string name, string verdict) => new()
    {
        ["object"] = "whatsapp_business_account",
        ["entry"] = new JsonArray(new JsonObject
        {
            ["id"] = Account,
            ["changes"] = new JsonArray(new JsonObject
            {
                ["field"] = "message_template_status_update",
                ["value"] = new JsonObject
                {
                    ["event"] = verdict,
                    ["message_template_id"] = long.Parse((string)templates.Single(each => each.Key.Name == name).Value["id"]!, CultureInfo.InvariantCulture),
                    ["message_template_name"] = name,
                    ["message_template_language"] = "en",
                    ["reason"] = "NONE",
                },
            }),
        }),
    };

    protected override string? FaultOf(VendorRequest request) => request.Header("Authorization") == $"Bearer {Token}" ? null : "another token";

    protected override (int Status, JsonNode Answer)? Take(VendorRequest request) => (request.Method, request.Path) switch
    {
        ("POST", $"{Version}/{Number}/messages") => Send(request),
        ("POST", $"{Version}/{Account}/message_templates") => Show(request),
        ("GET", $"{Version}/{Account}/message_templates") => (200, new JsonObject { ["data"] = new JsonArray([.. templates.Select(each => new JsonObject { ["id"] = (string)each.Value["id"]!, ["name"] = each.Key.Name, ["language"] = each.Key.Language })]) }),
        _ => null,
    };

    protected override JsonNode ErrorOf(int status, string? code) => new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["message"] = $"(#{code}) Words of Meta",
            ["type"] = "OAuthException",
            ["code"] = code is null ? null : int.Parse(code, CultureInfo.InvariantCulture),
            ["error_data"] = new JsonObject { ["messaging_product"] = "whatsapp", ["details"] = "More words of Meta." },
            ["fbtrace_id"] = "Az8or2yhqkZfEZ-_4Qn_Bam",
        },
    };

    private (int, JsonNode)? Send(VendorRequest request)
    {
        if (request.Header("Content-Type") != "application/json" || request.Json is not { } body || (string?)body["messaging_product"] != "whatsapp" || (string?)body["type"] != "template"
            || (string?)body["to"] is not { } to || body["template"] is not JsonObject template || (string?)template["language"]?["code"] is not { } language)
            return null;
        var components = template["components"]!.AsArray();
        if (!components.Select(component => (string)component!["type"]!).SequenceEqual(components.Count == 2 ? ["header", "body"] : components.Count == 0 ? [] : ["body"]))
            return null;
        var values = components.SelectMany(component => component!["parameters"]!.AsArray()).Select(value => (string)value!["type"]! == "text" ? (string)value["text"]! : "").ToList();
        var message = new MetaMessage(Number, to, (string)template["name"]!, language, values, $"wamid.HBgL{Interlocked.Increment(ref numbered)}", (string?)body["biz_opaque_callback_data"]);
        messages.Enqueue(message);
        return (200, new JsonObject
        {
            ["messaging_product"] = "whatsapp",
            ["contacts"] = new JsonArray(new JsonObject { ["input"] = to, ["wa_id"] = to.TrimStart('+') }),
            ["messages"] = new JsonArray(new JsonObject { ["id"] = message.Id, ["message_status"] = "accepted" }),
        });
    }

    private (int, JsonNode)? Show(VendorRequest request)
    {
        if (request.Json is not { } body || (string?)body["name"] is not { } name || (string?)body["language"] is not { } language || (string?)body["category"] != "MARKETING" || body["components"] is not JsonArray { Count: > 0 })
            return null;
        var kept = (JsonObject)body.DeepClone();
        kept["id"] = (900_000_000_000 + Interlocked.Increment(ref numbered)).ToString(CultureInfo.InvariantCulture);
        return templates.TryAdd((name, language), kept)
            ? (200, new JsonObject { ["id"] = (string)kept["id"]!, ["status"] = "PENDING", ["category"] = "MARKETING" })
            : (400, new JsonObject { ["error"] = new JsonObject { ["message"] = "Invalid parameter", ["type"] = "OAuthException", ["code"] = 100, ["error_subcode"] = NameIsTaken, ["error_user_msg"] = "There is already English content for this template." } });
    }
}
