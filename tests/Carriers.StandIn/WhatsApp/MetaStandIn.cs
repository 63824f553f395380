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
    public const string App = "670843887433847";

    private const string Version = "/v25.0";
    private const int NameIsTaken = 2388024;

    private readonly ConcurrentQueue<MetaMessage> messages = new();
    private readonly ConcurrentDictionary<(string Name, string Language), JsonObject> templates = new();
    private readonly ConcurrentDictionary<string, (string Type, long Length)> sessions = new();
    private readonly ConcurrentDictionary<string, byte[]> files = new();
    private int numbered;

    /// <summary>What it has sent.</summary>
    public IReadOnlyList<MetaMessage> Messages => [.. messages];

    /// <summary>What it was shown, by name and language.</summary>
    public IReadOnlyDictionary<(string Name, string Language), JsonObject> Templates => templates;

    /// <summary>Numbers of people who wrote within a day: whoever else gets a text that is no template.</summary>
    public ConcurrentDictionary<string, bool> Wrote { get; } = new();

    /// <summary>What was uploaded to be looked at, by its handle.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => files;

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

    protected override string? FaultOf(VendorRequest request) => request.Header("Authorization") == $"{(request.Path.StartsWith($"{Version}/upload:", StringComparison.Ordinal) ? "OAuth" : "Bearer")} {Token}" ? null : "another token";

    protected override (int Status, JsonNode Answer)? Take(VendorRequest request) => (request.Method, request.Path) switch
    {
        ("POST", $"{Version}/{Number}/messages") => Send(request),
        ("POST", $"{Version}/{Account}/message_templates") => Show(request),
        ("GET", $"{Version}/{Account}/message_templates") => (200, new JsonObject { ["data"] = new JsonArray([.. templates.Select(each => new JsonObject { ["id"] = (string)each.Value["id"]!, ["name"] = each.Key.Name, ["language"] = each.Key.Language })]) }),
        ("POST", $"{Version}/{App}/uploads") => Begin(request),
        ("POST", var path) when path.StartsWith($"{Version}/upload:", StringComparison.Ordinal) => Upload(request, path[(Version.Length + 1)..]),
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
        if (request.Header("Content-Type") != "application/json" || request.Json is not { } body || (string?)body["messaging_product"] != "whatsapp" || (string?)body["to"] is not { } to)
            return null;
        if ((string?)body["type"] == "text" && (string?)body["text"]?["body"] is { Length: > 0 and <= 4096 } words)
            return Wrote.ContainsKey(to) ? Sent(new MetaMessage(Number, to, "", "", [words], NextId(), (string?)body["biz_opaque_callback_data"])) : (400, ErrorOf(400, "131047"));
        if ((string?)body["type"] != "template" || body["template"] is not JsonObject template || (string?)template["language"]?["code"] is not { } language)
            return null;
        var components = template["components"]!.AsArray();
        string[] order = ["header", "body", "button"];
        if (components.Any(component => component!["type"] is null) || !components.Select(component => Array.IndexOf(order, (string)component!["type"]!)).SequenceEqual(components.Select(component => Array.IndexOf(order, (string)component!["type"]!)).Order()))
            return null;
        var given = components.SelectMany(component => component!["parameters"]!.AsArray()).ToList();
        var name = (string)template["name"]!;
        if (templates.TryGetValue((name, language), out var known) && !Fits(known["components"]!.AsArray(), components))
            return (400, ErrorOf(400, "132000"));
        var shown = given.FirstOrDefault(value => (string)value!["type"]! is "image" or "video" or "document");
        var message = new MetaMessage(
            Number, to, name, language, [.. given.Where(value => (string)value!["type"]! == "text").Select(value => (string)value!["text"]!)], NextId(), (string?)body["biz_opaque_callback_data"])
        { Shown = shown is null ? null : $"{(string)shown["type"]!} {(string)shown[(string)shown["type"]!]!["link"]!}" };
        return Sent(message);
    }

    private string NextId() => $"wamid.HBgL{Interlocked.Increment(ref numbered)}";

    private (int, JsonNode) Sent(MetaMessage message)
    {
        messages.Enqueue(message);
        return (200, new JsonObject
        {
            ["messaging_product"] = "whatsapp",
            ["contacts"] = new JsonArray(new JsonObject { ["input"] = message.To, ["wa_id"] = message.To.TrimStart('+') }),
            ["messages"] = new JsonArray(new JsonObject { ["id"] = message.Id, ["message_status"] = "accepted" }),
        });
    }

    /// <summary>Whether a message gives each part of its template what it takes: a file where the header shows one, and a text for each address that is to be completed, at its button's place.</summary>
    private static bool Fits(JsonArray template, JsonArray given)
    {
        var format = (string?)template.FirstOrDefault(part => (string)part!["type"]! == "HEADER")?["format"] ?? "TEXT";
        var header = given.FirstOrDefault(part => (string)part!["type"]! == "header")?["parameters"]![0];
        if (format != "TEXT" && !string.Equals((string?)header?["type"], format, StringComparison.OrdinalIgnoreCase))
            return false;
        var buttons = template.FirstOrDefault(part => (string)part!["type"]! == "BUTTONS")?["buttons"]?.AsArray() ?? [];
        var open = buttons.Select((button, at) => (button, at)).Where(each => ((string?)each.button!["url"])?.EndsWith("{{1}}", StringComparison.Ordinal) is true).Select(each => each.at.ToString(CultureInfo.InvariantCulture));
        return given.Where(part => (string)part!["type"]! == "button").Select(part => (string)part!["sub_type"]! == "url" ? (string)part["index"]! : "").SequenceEqual(open);
    }

    private (int, JsonNode)? Begin(VendorRequest request)
    {
        var asked = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(request.Query);
        if (!long.TryParse(asked["file_length"], NumberStyles.None, CultureInfo.InvariantCulture, out var length) || (string?)asked["file_type"] is not ("image/jpeg" or "image/png" or "video/mp4" or "application/pdf") || (string?)asked["file_name"] is not { Length: > 0 })
            return null;
        var session = $"upload:MTphdHRhY2htZW50{Interlocked.Increment(ref numbered)}";
        sessions[session] = (asked["file_type"].ToString(), length);
        return (200, new JsonObject { ["id"] = session });
    }

    private (int, JsonNode)? Upload(VendorRequest request, string session)
    {
        if (request.Header("file_offset") != "0" || !sessions.TryRemove(session, out var begun) || begun.Length != request.Bytes.Length)
            return null;
        var handle = $"4:{session["upload:".Length..]}:{begun.Type}";
        files[handle] = request.Bytes;
        return (200, new JsonObject { ["h"] = handle });
    }

    private (int, JsonNode)? Show(VendorRequest request)
    {
        if (request.Json is not { } body || (string?)body["name"] is not { } name || (string?)body["language"] is not { } language || (string?)body["category"] != "MARKETING" || body["components"] is not JsonArray { Count: > 0 } components
            || components.Any(part => part!["example"]?["header_handle"] is JsonArray handles && !files.ContainsKey((string)handles[0]!)))
            return null;
        var kept = (JsonObject)body.DeepClone();
        kept["id"] = (900_000_000_000 + Interlocked.Increment(ref numbered)).ToString(CultureInfo.InvariantCulture);
        return templates.TryAdd((name, language), kept)
            ? (200, new JsonObject { ["id"] = (string)kept["id"]!, ["status"] = "PENDING", ["category"] = "MARKETING" })
            : (400, new JsonObject { ["error"] = new JsonObject { ["message"] = "Invalid parameter", ["type"] = "OAuthException", ["code"] = 100, ["error_subcode"] = NameIsTaken, ["error_user_msg"] = "There is already English content for this template." } });
    }
}
