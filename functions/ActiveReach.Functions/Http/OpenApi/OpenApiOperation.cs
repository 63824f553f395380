using System.Globalization;
using System.Text.Json.Nodes;

namespace ActiveReach.Functions.Http;

/// <summary>One verb of one route.</summary>
internal static class OpenApiOperation
{
    private const string Json = "application/json";

    public static JsonObject Of(Route route, string verb, SchemaCatalog schemas)
    {
        var operation = new JsonObject
        {
            ["operationId"] = verb is "HEAD" ? route.Function + "Head" : route.Function,
            ["summary"] = route.Operation?.Summary ?? route.Function,
            ["tags"] = new JsonArray(OpenApiTags.Of(route)),
            ["x-role"] = route.Role?.ToString().ToLowerInvariant() ?? "none",
            ["security"] = route.Role is null ? [] : new JsonArray(new JsonObject { ["key"] = new JsonArray() }, new JsonObject { ["session"] = new JsonArray() }),
            ["parameters"] = OpenApiParameters.Of(route, verb),
            ["responses"] = Responses(route, verb, schemas),
        };
        if (verb is "POST" or "PUT" or "PATCH")
            operation["requestBody"] = Body(route.Operation!, verb, schemas);
        return operation;
    }

    private static JsonObject Body(OperationAttribute described, string verb, SchemaCatalog schemas)
    {
        var content = new JsonObject();
        if (described.Request is { } request)
        {
            var use = verb is "PATCH" ? SchemaUse.Patch : SchemaUse.Input;
            foreach (var type in described.RequestForm is { } form ? [form] : verb is "PATCH" ? new[] { "application/merge-patch+json", Json } : [Json])
                content[type] = new JsonObject { ["schema"] = described.MayBeList ? OneOrMany(schemas.Of(request, use)) : schemas.Of(request, use) };
        }

        foreach (var type in described.Files)
            content[type] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } };
        if (content.Count > 0)
            return new JsonObject { ["required"] = !described.IsBodyOptional, ["content"] = content };
        return new JsonObject
        {
            ["required"] = false,
            ["description"] = "Nothing has to be sent.",
            ["content"] = new JsonObject { [Json] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "object", ["maxProperties"] = 0 } } },
        };
    }

    private static JsonObject OneOrMany(JsonNode schema) => new()
    {
        ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "array", ["items"] = schema.DeepClone() }),
    };

    private static JsonObject Responses(Route route, string verb, SchemaCatalog schemas)
    {
        var described = route.Operation!;
        var responses = new JsonObject();
        foreach (var status in described.OtherStatus == 0 ? [described.Status] : new[] { described.Status, described.OtherStatus })
            responses[status.ToString(CultureInfo.InvariantCulture)] = Success(described, verb, status, schemas);
        foreach (var (status, says) in Refusals(route, verb))
            responses.TryAdd(status, Problem(says));
        responses["default"] = Problem("What went wrong, naming field, value and remedy.");
        return responses;
    }

    private static JsonObject Success(OperationAttribute described, string verb, int status, SchemaCatalog schemas)
    {
        var answer = new JsonObject { ["description"] = described.Summary };
        if (status is 204 or 302 || verb is "HEAD")
            return answer;
        var content = new JsonObject();
        if (((status == described.OtherStatus ? described.OtherResponse : null) ?? described.Response) is { } response)
            content[Json] = new JsonObject { ["schema"] = schemas.Of(response, SchemaUse.Answer) };
        foreach (var type in described.Produces)
            content[type] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } };
        if (content.Count > 0)
            answer["content"] = content;
        return answer;
    }

    private static IEnumerable<(string Status, string Says)> Refusals(Route route, string verb)
    {
        yield return ("400", "Something that was sent is not right; errors names each path with the remedy.");
        if (route.Role is not null)
        {
            yield return ("401", "No key, or a wrong one.");
            yield return ("403", "The role is too low.");
            yield return ("429", "The key's requests of the minute are used up; Retry-After says how long to wait.");
        }

        if (route.Parameters.Count > 0)
            yield return ("404", "Not there, or not in the caller's workspace.");
        if (verb is "POST" or "PUT" or "PATCH" or "DELETE")
            yield return ("409", "The state of the thing doesn't allow it.");
        if (route.Operation!.Versioned)
            yield return ("412", "Somebody else has changed it in between; both versions are given.");
        if (verb is "POST" or "PUT" or "PATCH")
        {
            yield return ("413", "The body is too large.");
            yield return ("415", "Another content type is expected.");
        }
    }

    private static JsonObject Problem(string description) => new()
    {
        ["description"] = description,
        ["content"] = new JsonObject { ["application/problem+json"] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/Problem" } } },
    };
}
