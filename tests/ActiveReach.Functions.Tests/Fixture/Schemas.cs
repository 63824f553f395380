using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ActiveReach.Functions.Http;

namespace ActiveReach.Functions.Tests.Fixture;

/// <summary>Holds answers against the app's own description of them, strictly: a member that it doesn't name is wrong too.</summary>
internal static partial class Schemas
{
    public static JsonObject Document { get; } = new OpenApiDocument(RouteTable.OfThisApp()).Json;

    private static readonly (Regex Path, JsonObject Operations)[] Paths =
    [
        .. Document["paths"]!.AsObject()
            .OrderBy(path => path.Key.Count(character => character is '{'))
            .Select(path => (new Regex("^" + Parameter().Replace(Regex.Escape(path.Key).Replace("\\{", "{", StringComparison.Ordinal), "[^/]+") + "$"), path.Value!.AsObject())),
    ];

    /// <summary>What is wrong with an answer; null when it is as described, or no answer of the interface.</summary>
    public static string? ProblemOf(HttpMethod verb, string path, int status, string? contentType, string body)
    {
        if (body.Length == 0 || contentType?.Split(';')[0] is not ("application/json" or "application/problem+json") || verb == HttpMethod.Head)
            return null;
        var known = Paths.FirstOrDefault(each => each.Path.IsMatch(path) && each.Operations.ContainsKey(verb.Method.ToLowerInvariant()));
        if (known.Operations is null)
            return null;
        var responses = known.Operations[verb.Method.ToLowerInvariant()]!["responses"]!.AsObject();
        var response = responses[status.ToString(CultureInfo.InvariantCulture)] ?? (status >= 400 ? responses["default"] : null);
        if (response?["content"]?[contentType.Split(';')[0]]?["schema"] is not { } schema)
            return $"{verb} {path} answered {status} with {contentType}, which openapi.json doesn't have.";
        using var answer = JsonDocument.Parse(body);
        return Check(answer.RootElement, schema.AsObject(), "$") is { } wrong ? $"{verb} {path} answered {status}, unlike openapi.json says: {wrong}" : null;
    }

    private static string? Check(JsonElement value, JsonObject schema, string at)
    {
        if ((string?)schema["$ref"] is { } reference)
            return Check(value, Document["components"]!["schemas"]![reference[(reference.LastIndexOf('/') + 1)..]]!.AsObject(), at);
        if (schema["anyOf"] is JsonArray any)
            return any.Select(one => Check(value, one!.AsObject(), at)).FirstOrDefault(wrong => wrong is null) is null && any.Any(one => Check(value, one!.AsObject(), at) is null) ? null : $"{at} fits none of anyOf";
        if (schema["type"] is { } type && !Types(type).Contains(TypeOf(value)) && !(TypeOf(value) is "integer" && Types(type).Contains("number")))
            return $"{at} is {TypeOf(value)}, not {type.ToJsonString()}";
        if (schema["enum"] is JsonArray names && !names.Any(name => (string?)name == value.GetString()))
            return $"{at} is {value.GetRawText()}, none of {names.ToJsonString()}";
        return value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().Select((item, index) => schema["items"] is JsonObject items ? Check(item, items, $"{at}[{index}]") : null).FirstOrDefault(wrong => wrong is not null),
            JsonValueKind.Object => CheckObject(value, schema, at),
            _ => null,
        };
    }

    private static string? CheckObject(JsonElement value, JsonObject schema, string at)
    {
        if ((schema["required"] as JsonArray ?? []).Select(name => (string)name!).FirstOrDefault(name => !value.TryGetProperty(name, out _)) is { } missing)
            return $"{at}.{missing} is missing";
        if (schema["properties"] is not JsonObject members)
            return schema["additionalProperties"] is JsonObject each ? value.EnumerateObject().Select(member => Check(member.Value, each, $"{at}.{member.Name}")).FirstOrDefault(wrong => wrong is not null) : null;
        // A problem document may carry more about the thing.
        return value.EnumerateObject()
            .Select(member => members[member.Name] is JsonObject known
                ? Check(member.Value, known, $"{at}.{member.Name}")
                : members.ContainsKey("title") && members.ContainsKey("detail") ? null : $"{at}.{member.Name} is not described")
            .FirstOrDefault(wrong => wrong is not null);
    }

    private static IEnumerable<string> Types(JsonNode type) => type is JsonArray several ? several.Select(one => (string)one!) : [(string)type!];

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.Null => "null",
        _ => "boolean",
    };

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}

/// <summary>Holds every answer that a test gets against the description.</summary>
internal sealed class DescribedAnswers(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json")
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            if (Schemas.ProblemOf(request.Method, request.RequestUri!.AbsolutePath, (int)response.StatusCode, response.Content.Headers.ContentType.ToString(), body) is { } wrong)
                throw new Xunit.Sdk.XunitException(wrong);
        }

        return response;
    }
}
