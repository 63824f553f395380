using System.Globalization;
using System.Text.Json;

namespace ActiveReach.Problems;

/// <summary>Paths as problems write them: <c>variants[1].content.sms.text</c>.</summary>
internal static class JsonPath
{
    /// <summary>The serializer's path without its root.</summary>
    public static string Without(string? path) => path is null or "$" ? "" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path.TrimStart('$');

    public static string Append(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    public static string Parent(string path)
    {
        var end = Math.Max(path.LastIndexOf('.'), path.LastIndexOf('['));
        return end <= 0 ? "" : path[..end];
    }

    /// <summary>The value at a path, as far as it exists.</summary>
    public static JsonElement? Find(JsonElement root, string path)
    {
        var at = root;
        foreach (var step in Steps(path))
        {
            if (at.ValueKind is JsonValueKind.Array && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < at.GetArrayLength())
                at = at[index];
            else if (at.ValueKind is JsonValueKind.Object && at.TryGetProperty(step, out var member))
                at = member;
            else
                return null;
        }

        return at;
    }

    /// <summary>Names and indexes in order.</summary>
    public static IEnumerable<string> Steps(string path) =>
        path.Replace("['", ".", StringComparison.Ordinal).Replace("']", "", StringComparison.Ordinal)
            .Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries);
}
