using System.Text.Json.Nodes;
using ActiveReach.Lists;

namespace ActiveReach.Functions.Http;

/// <summary>What an operation takes beside its body: places in the path, the query, headers.</summary>
internal static class OpenApiParameters
{
    private static readonly Dictionary<string, string> Says = new(StringComparer.Ordinal)
    {
        ["ws"] = "Id of the workspace.",
        ["id"] = "Id of the thing.",
        ["limit"] = $"Most items of a page: 1 to {PageQuery.MaxLimit}; {PageQuery.DefaultLimit} without it.",
        ["cursor"] = "nextCursor of the page before.",
        ["sort"] = "The field to sort by, with a leading - for descending.",
        ["from"] = "The first moment (RFC 3339) or day, inclusive.",
        ["to"] = "The last moment (RFC 3339) or day, exclusive.",
        ["q"] = "Text to find.",
        ["location"] = "An outlet: id, externalId or name.",
        ["token"] = "The signed token of the link.",
    };

    public static JsonArray Of(Route route, string verb)
    {
        var described = route.Operation;
        return
        [
            .. route.Parameters.Select(name => Parameter(name, "path", isRequired: true)),
            .. (described?.Query ?? []).Select(name => Parameter(name, "query", isRequired: name is "secret")),
            .. verb is "POST" && route.IsRepeatable ? [Header("Idempotency-Key", "Any text of 1 to 255 characters: the same request again gets the same answer for 24 hours.", 255)] : Array.Empty<JsonNode>(),
            .. described?.Versioned is true && verb is not "GET" ? [Header("If-Match", "The ETag of the version that the change is meant for; another version is a 412 with both.", null)] : Array.Empty<JsonNode>(),
        ];
    }

    private static JsonObject Parameter(string name, string place, bool isRequired)
    {
        var schema = new JsonObject { ["type"] = name is "limit" ? "integer" : "string" };
        if (name is "limit")
            (schema["minimum"], schema["maximum"]) = (1, PageQuery.MaxLimit);
        var parameter = new JsonObject { ["name"] = name, ["in"] = place, ["required"] = isRequired, ["schema"] = schema };
        if (Says.TryGetValue(name, out var says))
            parameter["description"] = says;
        return parameter;
    }

    private static JsonObject Header(string name, string says, int? longest)
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (longest is { } most)
            schema["maxLength"] = most;
        return new JsonObject { ["name"] = name, ["in"] = "header", ["required"] = false, ["description"] = says, ["schema"] = schema };
    }
}
