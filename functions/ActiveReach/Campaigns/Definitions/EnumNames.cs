using System.Text.Json;
using ActiveReach.Problems;

namespace ActiveReach.Campaigns.Definitions;

/// <summary>The names of an enum's members as the contract writes them.</summary>
internal static class EnumNames<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> Known = Enum.GetValues<T>()
        .ToDictionary(value => JsonSerializer.SerializeToElement(value, Wire.Json).GetString()!, StringComparer.Ordinal);

    public static string All { get; } = string.Join(", ", Known.Keys);

    public static bool TryParse(string? name, out T value)
    {
        value = default;
        return name is not null && Known.TryGetValue(name, out value);
    }
}
