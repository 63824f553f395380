using System.Globalization;
using System.Text.Json.Nodes;

namespace ActiveReach.Functions.Http;

/// <summary>One verb of one route.</summary>
internal static class OpenApiOperation
{
    public static JsonObject Of(Route route, string id)
    {
        var described = route.Operation;
        var isRepeatable = route.IsRepeatable && route.Verbs.Contains("POST");
        var operation = new JsonObject
        {
            ["operationId"] = id,
            ["summary"] = described?.Summary ?? route.Function,
            ["tags"] = new JsonArray(Tag(route)),
            ["x-role"] = route.Role?.ToString().ToLowerInvariant(),
            ["security"] = route.Role is null ? [] : new JsonArray(new JsonObject { ["key"] = new JsonArray() }, new JsonObject { ["session"] = new JsonArray() }),
            ["parameters"] = new JsonArray(
            [
                .. route.Parameters.Select(name => Parameter(name, "path", required: true)),
                .. (described?.Query ?? []).Select(name => Parameter(name, "query", required: false)),
                .. isRepeatable ? [Parameter("Idempotency-Key", "header", required: false)] : Array.Empty<JsonNode>(),
            ]),
            ["responses"] = Responses(route, described),
        };
        if (described?.Request is { } request)
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(MediaType(route), OpenApiSchema.Of(request)) };
        return operation;
    }

    private static JsonObject Responses(Route route, OperationAttribute? described)
    {
        var success = new JsonObject { ["description"] = described?.Summary ?? "Done." };
        if (described?.Response is { } response)
            success["content"] = Content("application/json", OpenApiSchema.Of(response));
        var responses = new JsonObject { [(described?.Status ?? 200).ToString(CultureInfo.InvariantCulture)] = success };
        if (route.Role is not null)
        {
            responses["401"] = Problem("No key, or a wrong one.");
            responses["403"] = Problem("The role is too low.");
        }

        if (route.Parameters.Count > 0)
            responses["404"] = Problem("Not there, or not in the caller's workspace.");
        responses["default"] = Problem("What went wrong, naming field, value and remedy.");
        return responses;
    }

    private static JsonObject Problem(string description) => new()
    {
        ["description"] = description,
        ["content"] = Content("application/problem+json", new JsonObject { ["$ref"] = "#/components/schemas/Problem" }),
    };

    private static JsonObject Content(string type, JsonNode schema) => new() { [type] = new JsonObject { ["schema"] = schema } };

    private static JsonObject Parameter(string name, string place, bool required) => new()
    {
        ["name"] = name,
        ["in"] = place,
        ["required"] = required,
        ["schema"] = new JsonObject { ["type"] = name is "limit" ? "integer" : "string" },
    };

    private static string MediaType(Route route) => route.Verbs.Contains("PATCH") ? "application/merge-patch+json" : "application/json";

    private static string Tag(Route route) => route.Method.DeclaringType!.Namespace!.Split('.')[^1];
}
