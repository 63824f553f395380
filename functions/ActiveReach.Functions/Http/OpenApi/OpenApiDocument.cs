using System.Text.Json.Nodes;

namespace ActiveReach.Functions.Http;

/// <summary>The app's own description, made from the route table: a route is in it by being there.</summary>
public sealed class OpenApiDocument(RouteTable routes)
{
    private readonly Lazy<JsonObject> document = new(() => Make(routes));

    public JsonObject Json => document.Value;

    private static JsonObject Make(RouteTable routes)
    {
        var paths = new JsonObject();
        foreach (var group in routes.All.GroupBy(route => route.PlainPath, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var operations = new JsonObject();
            foreach (var route in group)
            {
                foreach (var verb in route.Verbs)
                    operations[verb.ToLowerInvariant()] = OpenApiOperation.Of(route, route.Verbs.Count > 1 ? $"{route.Function}_{verb.ToLowerInvariant()}" : route.Function);
            }

            paths[group.Key] = operations;
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "ActiveReach", ["version"] = "1" },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "An API key of the workspace." },
                    ["session"] = new JsonObject { ["type"] = "apiKey", ["in"] = "cookie", ["name"] = SessionCookie.Name, ["description"] = $"Changes also carry {SessionCookie.CrossSiteHeader}." },
                },
                ["schemas"] = new JsonObject { ["Problem"] = OpenApiSchema.Problem() },
            },
        };
    }
}
