using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Carriers.StandIn.Vendors;
using Microsoft.AspNetCore.WebUtilities;

namespace Carriers.StandIn.Twilio;

/// <summary>Twilio's Content API: templates, and what Meta says of them when it is asked.</summary>
public sealed class TwilioContents
{
    private readonly ConcurrentDictionary<string, JsonObject> contents = new(StringComparer.Ordinal);
    private int numbered;

    public IReadOnlyCollection<JsonObject> All => [.. contents.Values];

    /// <summary>Meta decides.</summary>
    /// <param name="status">E.g. <c>approved</c>.</param>
    public void Decide(string name, string status, string reason = "")
    {
        var approval = (JsonObject)contents.Values.Single(each => (string)each["friendly_name"]! == name)["approval_requests"]!;
        (approval["status"], approval["rejection_reason"]) = (status, reason);
    }

    internal (int Status, JsonNode Answer)? Take(VendorRequest request) => (request.Method, request.Path.Split('/')) switch
    {
        ("GET", ["", "v2", "ContentAndApprovals"]) => (200, new JsonObject
        {
            ["meta"] = new JsonObject { ["page"] = 0, ["key"] = "contents" },
            ["contents"] = new JsonArray([.. contents.Values.Where(each => (string)each["friendly_name"]! == QueryHelpers.ParseQuery(request.Query)["ContentName"]).Select(each => each.DeepClone())]),
        }),
        ("POST", ["", "v1", "Content"]) => Make(request.Json),
        ("POST", ["", "v1", "Content", var sid, "ApprovalRequests", "whatsapp"]) => Show(sid, request.Json),
        _ => null,
    };

    /// <summary>Whether it is approved, and each of its variables has a value of one line.</summary>
    internal bool Fits(string sid, string? variables)
    {
        var values = variables is null ? [] : JsonNode.Parse(variables)!.AsObject();
        return contents.TryGetValue(sid, out var content) && (string?)content["approval_requests"]?["status"] == "approved"
            && content["variables"]!.AsObject().Select(each => each.Key).Order(StringComparer.Ordinal).SequenceEqual(values.Select(each => each.Key).Order(StringComparer.Ordinal))
            && values.All(each => (string?)each.Value is { Length: > 0 } value && !value.Contains('\n', StringComparison.Ordinal));
    }

    /// <summary>Whether it can be sent on RCS: it has a content that RCS shows, and each of its variables a value.</summary>
    internal bool FitsRcs(string sid, string? variables)
    {
        var values = variables is null ? [] : JsonNode.Parse(variables)!.AsObject();
        return contents.TryGetValue(sid, out var content) && content["types"]!.AsObject().Single().Key is "twilio/card" or "twilio/carousel"
            && content["variables"]!.AsObject().Select(each => each.Key).Order(StringComparer.Ordinal).SequenceEqual(values.Select(each => each.Key).Order(StringComparer.Ordinal))
            && values.All(each => (string?)each.Value is { Length: > 0 and <= 1600 });
    }

    private static bool IsType(string name, JsonObject type) => name switch
    {
        "twilio/text" => (string?)type["body"] is { Length: > 0 },
        "whatsapp/card" => (string?)type["body"] is { Length: > 0 } && (type["header_text"] ?? type["media"] ?? type["footer"] ?? type["actions"]) is not null && (type["header_text"] is null || type["media"] is null) && (type["media"] is null || type["media"] is JsonArray { Count: 1 } media && IsFile((string?)media[0])) && (type["actions"] is null || type["actions"] is JsonArray { Count: >= 1 and <= 10 } actions && actions.All(IsButton)),
        "twilio/card" => (type["title"] ?? type["body"]) is not null && (type["title"] ?? type["media"] ?? type["actions"]) is not null && (type["actions"] is null || Are(type["actions"], 1, 11, longestReply: 20)),
        "twilio/carousel" => (string?)type["body"] is { Length: > 0 } && type["cards"] is JsonArray { Count: >= 2 and <= 10 } cards
            && cards.All(card => (string?)card!["body"] is { Length: > 0 } && (string?)card["media"] is { Length: > 0 } && Are(card["actions"], 1, 2, longestReply: 25)),
        _ => false,
    };

    private static bool IsFile(string? address) => address is not null && address.StartsWith("http", StringComparison.Ordinal) && address.EndsWith("}}", StringComparison.Ordinal);

    private static bool IsButton(JsonNode? action) => ((string?)action!["title"])?.Length is > 0 and <= 25 && (string?)action["type"] switch
    {
        "QUICK_REPLY" => (string?)action["id"] is { Length: > 0 },
        "URL" => Uri.IsWellFormedUriString(((string?)action["url"])?.Split("{{")[0], UriKind.Absolute),
        "PHONE_NUMBER" => (string?)action["phone"] is ['+', ..],
        _ => false,
    };

    private static bool Are(JsonNode? actions, int fewest, int most, int longestReply) => actions is JsonArray all && all.Count >= fewest && all.Count <= most && all.All(each => (string?)each!["type"] switch
    {
        "QUICK_REPLY" => ((string?)each["title"])?.Length is { } length && length > 0 && length <= longestReply && (string?)each["id"] is { Length: > 0 },
        "URL" => ((string?)each["title"])?.Length is > 0 and <= 25 && ((string?)each["url"])?.EndsWith("}}", StringComparison.Ordinal) is true,
        _ => false,
    });

    private (int, JsonNode)? Make(JsonObject? body)
    {
        if (body is null || (string?)body["friendly_name"] is not { Length: > 0 } || (string?)body["language"] is not { Length: > 0 } || body["variables"] is not JsonObject || body["types"] is not JsonObject { Count: 1 } types
            || types.Single() is not { Value: JsonObject type } one || !IsType(one.Key, type))
            return null;
        var content = (JsonObject)body.DeepClone();
        var sid = string.Create(CultureInfo.InvariantCulture, $"HX{Interlocked.Increment(ref numbered):x32}");
        content["sid"] = sid;
        contents[sid] = content;
        return (201, content.DeepClone());
    }

    private (int, JsonNode)? Show(string sid, JsonObject? body)
    {
        if (!contents.TryGetValue(sid, out var content) || (string?)body?["name"] != (string?)content["friendly_name"] || (string?)body?["category"] != "MARKETING")
            return null;
        content["approval_requests"] = new JsonObject { ["name"] = (string)body!["name"]!, ["category"] = "MARKETING", ["status"] = "received", ["rejection_reason"] = "" };
        return (201, content["approval_requests"]!.DeepClone());
    }
}
