using ActiveReach.Functions.Composition;
using System.Text.Json.Nodes;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Functions.Http;

/// <summary>The app's own description, made from the route table: a route is in it by being there.</summary>
/// <param name="options">Where the app is reached; the default address without them.</param>
/// <param name="settings">What settings a workspace has; those of the app without them.</param>
public sealed class OpenApiDocument(RouteTable routes, AccessOptions? options = null, SettingsSections? settings = null)
{
    private readonly Lazy<JsonObject> document = new(() => Make(routes, options ?? new AccessOptions(), settings ?? new SettingsSections(SettingsComposition.Sections)));

    public JsonObject Json => document.Value;

    private static JsonObject Make(RouteTable routes, AccessOptions options, SettingsSections settings)
    {
        var schemas = new SchemaCatalog(settings);
        schemas.Components["Problem"] = Problem(schemas);
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "ActiveReach",
                ["version"] = "1",
                ["description"] = "Marketing campaigns to many people. JSON in camelCase, times as in RFC 3339, durations as in ISO 8601; a member that has no value is left out. "
                    + "What goes wrong is a problem document (RFC 9457) whose errors name the path, the value and the remedy.",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = options.PublicUrl.AbsoluteUri.TrimEnd('/'), ["description"] = "Where this app is reached." }),
            ["tags"] = OpenApiTags.Json(),
            ["paths"] = Paths(routes, schemas),
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "An API key of the workspace." },
                    ["session"] = new JsonObject { ["type"] = "apiKey", ["in"] = "cookie", ["name"] = SessionCookie.Name, ["description"] = $"Changes also carry {SessionCookie.CrossSiteHeader}." },
                },
                ["schemas"] = schemas.Components,
            },
        };
    }

    private static JsonObject Paths(RouteTable routes, SchemaCatalog schemas)
    {
        var paths = new JsonObject();
        foreach (var group in routes.All.GroupBy(route => route.PlainPath, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var operations = new JsonObject();
            foreach (var route in group)
            {
                foreach (var verb in route.Verbs)
                    operations[verb.ToLowerInvariant()] = OpenApiOperation.Of(route, verb, schemas);
            }

            paths[group.Key] = operations;
        }

        return paths;
    }

    private static JsonObject Problem(SchemaCatalog schemas) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("type", "title", "status", "detail"),
        ["properties"] = new JsonObject
        {
            ["type"] = new JsonObject { ["type"] = "string", ["description"] = "urn:activereach:problem: and what kind it is." },
            ["title"] = new JsonObject { ["type"] = "string" },
            ["status"] = new JsonObject { ["type"] = "integer" },
            ["detail"] = new JsonObject { ["type"] = "string" },
            ["errors"] = new JsonObject { ["type"] = "array", ["items"] = schemas.Of(typeof(InputProblem), SchemaUse.Answer) },
        },
    };
}
