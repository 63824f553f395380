using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ActiveReach.Problems;

/// <summary>JSON as the HTTP contract writes it: camelCase, snake_case enums, ISO 8601 durations, nulls left out.</summary>
public static class Wire
{
    /// <summary>For everything that is written, and for stored documents.</summary>
    public static JsonSerializerOptions Json { get; } = Make(JsonUnmappedMemberHandling.Skip);

    /// <summary>For what callers send: an unknown or doubled member, a null where none may be and a missing one are errors.</summary>
    public static JsonSerializerOptions Strict { get; } = Make(JsonUnmappedMemberHandling.Disallow);

    private static JsonSerializerOptions Make(JsonUnmappedMemberHandling unmapped)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            PropertyNameCaseInsensitive = false,
            NumberHandling = JsonNumberHandling.Strict,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            UnmappedMemberHandling = unmapped,
            MaxDepth = 64,
            AllowDuplicateProperties = unmapped is JsonUnmappedMemberHandling.Skip,
            RespectNullableAnnotations = unmapped is JsonUnmappedMemberHandling.Disallow,
            RespectRequiredConstructorParameters = unmapped is JsonUnmappedMemberHandling.Disallow,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { AddMembers } },
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.Converters.Add(new IsoDurationConverter());

        // Readable as a schema before anything has been written with them.
        options.MakeReadOnly();
        return options;
    }

    private static void AddMembers(JsonTypeInfo shape)
    {
        foreach (var more in shape.Type.GetCustomAttributes<MoreMembersAttribute>())
            more.AddTo(shape);
    }
}
