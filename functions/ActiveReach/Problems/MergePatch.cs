using System.Text.Json;
using System.Text.Json.Nodes;

namespace ActiveReach.Problems;

/// <summary>JSON merge patch (RFC 7396): null removes a member, an object is merged, anything else replaces.</summary>
public static class MergePatch
{
    /// <summary>What the target becomes; the target itself is not changed.</summary>
    public static JsonNode? Apply(JsonNode? target, JsonElement patch)
    {
        if (patch.ValueKind is not JsonValueKind.Object)
            return JsonSerializer.SerializeToNode(patch);

        var merged = target is JsonObject known ? (JsonObject)known.DeepClone() : [];
        foreach (var member in patch.EnumerateObject())
        {
            if (member.Value.ValueKind is JsonValueKind.Null)
                merged.Remove(member.Name);
            else
                merged[member.Name] = Apply(merged[member.Name], member.Value);
        }

        return merged;
    }

    /// <summary>Applies a patch to a value through its JSON form, refusing what the type doesn't know.</summary>
    public static T Apply<T>(T target, JsonElement patch)
    {
        if (patch.ValueKind is not JsonValueKind.Object)
            throw new InvalidInputException("", "wrong_type", "A merge patch is a JSON object with the members to change.");
        if (JsonShape.UnknownIn(patch, typeof(T)) is { Count: > 0 } unknown)
            throw new InvalidInputException(unknown);
        var merged = Apply(JsonSerializer.SerializeToNode(target, Wire.Json), patch);
        return JsonInput.Read<T>(JsonSerializer.SerializeToUtf8Bytes(merged));
    }
}
