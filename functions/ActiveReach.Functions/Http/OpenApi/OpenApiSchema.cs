using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using ActiveReach.Problems;

namespace ActiveReach.Functions.Http;

/// <summary>Types as JSON schemas, as the app reads and writes them.</summary>
internal static class OpenApiSchema
{
    private static readonly JsonSchemaExporterOptions Options = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe };

    public static JsonNode Of(Type type)
    {
        var schema = Wire.Strict.GetJsonSchemaAsNode(type, Options);
        // References of a recursive type count from its own root, which the identifier makes the root of the embedded schema too.
        if (schema is JsonObject known && known.ToJsonString().Contains("\"$ref\"", StringComparison.Ordinal))
            known["$id"] = "urn:activereach:schema:" + Uri.EscapeDataString(type.Name);
        return schema;
    }

    public static JsonObject Problem()
    {
        var text = new JsonObject { ["type"] = "string" };
        return new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("type", "title", "status", "detail"),
            ["properties"] = new JsonObject
            {
                ["type"] = text,
                ["title"] = text.DeepClone(),
                ["status"] = new JsonObject { ["type"] = "integer" },
                ["detail"] = text.DeepClone(),
                ["errors"] = new JsonObject { ["type"] = "array", ["items"] = Of(typeof(InputProblem)) },
            },
        };
    }

    /// <summary>Converters of our own are black boxes to the exporter.</summary>
    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        return type == typeof(TimeSpan) ? new JsonObject { ["type"] = "string", ["format"] = "duration" } : schema;
    }
}
