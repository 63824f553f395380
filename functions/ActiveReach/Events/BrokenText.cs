using System.Globalization;
using System.Text.Json;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Problems;

namespace ActiveReach.Events;

/// <summary>Finds texts that can't be: an escaped half of a surrogate pair.</summary>
internal static class BrokenText
{
    /// <summary>Path of the first one; null when all are good.</summary>
    public static string? Find(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return JsonText.Of(element) is null ? path : null;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    if (Find(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]")) is { } broken)
                        return broken;
                }

                return null;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    if (NameOf(member) is not { } name)
                        return path;
                    if (Find(member.Value, JsonPath.Append(path, name)) is { } broken)
                        return broken;
                }

                return null;
            default:
                return null;
        }
    }

    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
