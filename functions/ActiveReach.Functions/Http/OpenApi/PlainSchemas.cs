using System.Text.Json;
using System.Text.Json.Nodes;
using ActiveReach.Campaigns.Submissions;
using ActiveReach.Problems;

namespace ActiveReach.Functions.Http;

/// <summary>Schemas of types that have no members.</summary>
internal static class PlainSchemas
{
    /// <summary>Null for a type that isn't plain.</summary>
    public static JsonObject? Of(Type type)
    {
        if (type == typeof(JsonElement) || type == typeof(JsonNode) || type == typeof(object))
            return [];
        if (type == typeof(JsonObject))
            return new JsonObject { ["type"] = "object" };
        if (type == typeof(DateTimeOffset) || type == typeof(DateTime))
            return Text("date-time");
        if (type == typeof(DateOnly))
            return Text("date");
        if (type == typeof(TimeSpan))
            return Text("duration");
        if (type == typeof(Uri))
            return Text("uri");
        if (type == typeof(string))
            return new JsonObject { ["type"] = "string" };
        if (type == typeof(bool))
            return new JsonObject { ["type"] = "boolean" };
        if (type == typeof(int) || type == typeof(long) || type == typeof(short))
            return new JsonObject { ["type"] = "integer" };
        if (type == typeof(ApprovalCount))
            return new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("any", "all") }, new JsonObject { ["type"] = "integer", ["minimum"] = 1 }) };
        return type == typeof(double) || type == typeof(float) || type == typeof(decimal) ? new JsonObject { ["type"] = "number" } : null;
    }

    public static JsonObject OfEnum(Type type) => new()
    {
        ["type"] = "string",
        ["enum"] = new JsonArray([.. Enum.GetValues(type).Cast<object>().Select(value => JsonSerializer.SerializeToNode(value, type, Wire.Json)).DistinctBy(value => (string)value!)]),
    };

    private static JsonObject Text(string format) => new() { ["type"] = "string", ["format"] = format };
}
