using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Functions.Http;

/// <summary>What a schema describes: what is answered, what a caller sends, or what a caller changes by merge patch.</summary>
internal enum SchemaUse
{
    Answer,
    Input,
    Patch,
}

/// <summary>The types of the interface as JSON schemas, from what the serializer itself reads and writes: each under its name, and
/// referred to by it.</summary>
/// <param name="settings">What settings a workspace has.</param>
internal sealed class SchemaCatalog(SettingsSections settings)
{
    private readonly Dictionary<string, Type> types = new(StringComparer.Ordinal);

    public JsonObject Components { get; } = [];

    /// <summary>The schema of a type, a reference where the type has a name of its own.</summary>
    public JsonNode Of(Type type, SchemaUse use)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Of(underlying, use);
        if (PlainSchemas.Of(type) is { } plain)
            return plain;
        if (type.IsEnum)
            return Named(SchemaNames.Of(type, SchemaUse.Answer), type, () => PlainSchemas.OfEnum(type));
        if (type.GetCustomAttribute<AnyOfAttribute>(inherit: false) is { Types: var shapes })
            return Named(SchemaNames.Of(type, use), type, () => new JsonObject { ["anyOf"] = new JsonArray([.. shapes.Select(each => Of(each, use))]) });
        if (PartsOf(type) is { } parts)
            return Named(SchemaNames.Of(type, use), type, () => ObjectOf(parts, use));

        var shape = Wire.Strict.GetTypeInfo(type);
        return shape.Kind switch
        {
            JsonTypeInfoKind.Dictionary => new JsonObject { ["type"] = "object", ["additionalProperties"] = Value(shape.ElementType!, use) },
            JsonTypeInfoKind.Enumerable => new JsonObject { ["type"] = "array", ["items"] = Value(shape.ElementType!, use is SchemaUse.Patch ? SchemaUse.Input : use) },
            JsonTypeInfoKind.Object => Named(SchemaNames.Of(type, use), type, () => ObjectOf([type], use)),
            // Ids are written as texts by converters of their own.
            _ => new JsonObject { ["type"] = "string" },
        };
    }

    private JsonObject Named(string name, Type type, Func<JsonObject> make)
    {
        if (types.TryGetValue(name, out var known))
        {
            if (known != type)
                throw new InvalidOperationException($"The types {known} and {type} would both be '{name}' in openapi.json: rename one.");
        }
        else
        {
            types[name] = type;
            // The place is kept first: a type may refer to itself.
            Components[name] = make();
        }

        return new JsonObject { ["$ref"] = $"#/components/schemas/{name}" };
    }

    /// <summary>What is written as one object with others; null for a type of its own.</summary>
    private IReadOnlyList<Type>? PartsOf(Type type) =>
        type == typeof(WorkspaceSettings) ? settings.Types : type.GetCustomAttribute<ComposedOfAttribute>(inherit: false)?.Parts;

    /// <summary>One or several types in one object; of a member in two of them, the later counts.</summary>
    private JsonObject ObjectOf(IReadOnlyList<Type> parts, SchemaUse use)
    {
        var schema = new JsonObject { ["type"] = "object" };
        foreach (var part in parts)
            Add(schema, Wire.Strict.GetTypeInfo(part), use);
        if (use is not SchemaUse.Answer)
            schema["additionalProperties"] = false;
        return schema;
    }

    private void Add(JsonObject schema, JsonTypeInfo shape, SchemaUse use)
    {
        var (members, required) = (schema["properties"] as JsonObject ?? [], schema["required"] as JsonArray ?? []);
        foreach (var property in shape.Properties.Where(property => use is SchemaUse.Answer ? property.Get is not null : property.Set is not null || property.AssociatedParameter is not null))
        {
            var value = Of(property.PropertyType, use);
            var isNullWritten = use is SchemaUse.Answer && IsWrittenAsNull(property);
            members[property.Name] = use is SchemaUse.Patch || isNullWritten ? OrNull(value) : value;
            var isRequired = use switch { SchemaUse.Answer => !property.IsGetNullable || isNullWritten, SchemaUse.Input => property.IsRequired, _ => false };
            if (isRequired && !required.Any(name => (string)name! == property.Name))
                required.Add(property.Name);
        }

        schema["properties"] = members;
        if (required.Count > 0)
            schema["required"] = required;
    }

    /// <summary>A value in a list or under a name, where null is written as it is.</summary>
    private JsonNode Value(Type type, SchemaUse use) => Nullable.GetUnderlyingType(type) is { } underlying ? OrNull(Of(underlying, use)) : Of(type, use);

    /// <summary>Members that are null are left out, but for those that say otherwise.</summary>
    private static bool IsWrittenAsNull(JsonPropertyInfo property) => property.IsGetNullable
        && property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true) is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.Never }];

    private static JsonObject OrNull(JsonNode schema)
    {
        if (schema is JsonObject { Count: > 0 } known && known["type"] is JsonValue one)
        {
            known["type"] = new JsonArray(one.DeepClone(), "null");
            return known;
        }

        return schema is JsonObject { Count: 0 } any ? any : new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
    }
}
