using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Carriers.StandIn.Google;
using Carriers.StandIn.Vendors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Carriers.StandIn.Rcs;

/// <summary>Google's RCS Business Messaging on this machine: one agent, phones with and without RCS. A message whose id it knows is not sent again.</summary>
public sealed partial class RcsStandIn : VendorStandIn
{
    public const string Agent = "shop_agent";

    private readonly ConcurrentDictionary<string, RcsMessage> known = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<RcsMessage> messages = new();
    private readonly ConcurrentDictionary<string, bool> without = new(StringComparer.Ordinal);

    public GoogleKeys Keys { get; } = new("shop-1234", "https://www.googleapis.com/auth/rcsbusinessmessaging");

    /// <summary>What it has sent, each message once.</summary>
    public IReadOnlyList<RcsMessage> Messages => [.. messages];

    /// <summary>How many requests named a message that it had already.</summary>
    public int Repeats { get; private set; }

    public string ServiceAccount => Keys.ServiceAccount(Address);

    public static async Task<RcsStandIn> OpenAsync()
    {
        var standIn = new RcsStandIn();
        await standIn.StartAsync();
        return standIn;
    }

    /// <summary>The phone has no RCS.</summary>
    public void HasNone(string phone) => without[phone] = true;

    protected override async Task HearAsync(HttpContext context)
    {
        if (context.Request is not { Path.Value: GoogleKeys.Path, Method: "POST" })
            await base.HearAsync(context);
        else if (await Keys.GiveAsync(context, Address) is { } fault)
            Refuse(fault);
    }

    protected override string? FaultOf(VendorRequest request) => Keys.Admits(request.Header("Authorization")) ? null : "another token";

    protected override (int Status, JsonNode Answer)? Take(VendorRequest request)
    {
        var query = QueryHelpers.ParseQuery(request.Query);
        var (id, agent) = (query["messageId"].ToString(), query["agentId"].ToString());
        if (request.Method != "POST" || PathPattern().Match(Uri.UnescapeDataString(request.Path)) is not { Success: true } path || !Guid.TryParse(id, out _)
            || request.Json is not { } body || body["contentMessage"] is not JsonObject content || !IsContent(content)
            || (string?)body["messageTrafficType"] != "PROMOTION" || (string?)body["ttl"] is not { } life || !LifePattern().IsMatch(life))
            return null;
        if (agent != Agent)
            return (403, ErrorOf(403, "PERMISSION_DENIED"));
        var to = path.Groups["phone"].Value;
        if (without.ContainsKey(to))
            return (404, ErrorOf(404, "NOT_FOUND"));
        var message = new RcsMessage(id, agent, to, (JsonObject)content.DeepClone(), life);
        if (!known.TryAdd(id, message))
        {
            Repeats++;
            return (409, ErrorOf(409, "ALREADY_EXISTS"));
        }

        messages.Enqueue(message);
        return (200, new JsonObject { ["name"] = $"phones/{to}/agentMessages/{id}", ["sendTime"] = "2026-12-01T12:00:00Z", ["contentMessage"] = content.DeepClone() });
    }

    protected override JsonNode ErrorOf(int status, string? code) => new JsonObject
    {
        ["error"] = new JsonObject { ["code"] = status, ["message"] = code is { } words && words.Contains(' ', StringComparison.Ordinal) ? words : "Words of Google", ["status"] = code ?? status.ToString(CultureInfo.InvariantCulture) },
    };

    /// <summary>One of a text, a card and several, with suggestions that Google would show.</summary>
    private static bool IsContent(JsonObject content)
    {
        var (card, carousel) = (content["richCard"]?["standaloneCard"], content["richCard"]?["carouselCard"]);
        return new object?[] { content["text"], card, carousel }.Count(each => each is not null) == 1
            && (content["text"] is null || ((string)content["text"]!).Length is > 0 and <= 3072)
            && (card is null || ((string?)card["cardOrientation"] == "VERTICAL" && IsCard(card["cardContent"]!, "MEDIUM")))
            && (carousel is null || (carousel["cardContents"] is JsonArray { Count: >= 2 and <= 10 } cards && (string?)carousel["cardWidth"] is { } width and ("SMALL" or "MEDIUM") && cards.All(each => IsCard(each!, width == "SMALL" ? "SHORT" : "MEDIUM"))))
            && Are(content["suggestions"], 11);
    }

    private static bool IsCard(JsonNode card, string height) =>
        (card["title"] ?? card["media"]) is not null && ((string?)card["title"])?.Length is null or (> 0 and <= 200) && ((string?)card["description"])?.Length is null or (> 0 and <= 2000)
        && (card["media"] is not { } media || ((string?)media["height"] == height && (string?)media["contentInfo"]?["fileUrl"] is not null))
        && Are(card["suggestions"], 4);

    private static bool Are(JsonNode? suggestions, int most) => suggestions is null || (suggestions.AsArray() is { Count: > 0 } all && all.Count <= most && all.All(each =>
        (each!["reply"] ?? each["action"]) is { } one && ((string?)one["text"])?.Length is > 0 and <= 25 && (string?)one["postbackData"] is { Length: > 0 } && (each["action"] is null || (string?)one["openUrlAction"]?["url"] is { Length: > 0 })));

    [GeneratedRegex(@"^/v1/phones/(?<phone>\+[1-9][0-9]{6,14})/agentMessages\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PathPattern();

    [GeneratedRegex(@"^[0-9]+s\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LifePattern();
}
