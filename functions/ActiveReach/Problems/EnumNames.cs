using System.Text.Json;

namespace ActiveReach.Problems;

/// <summary>The names of an enum's members as the contract writes them.</summary>
public static class EnumNames
{
    /// <summary>Every name, for an error that lists what is allowed.</summary>
    public static string All<T>()
        where T : struct, Enum => string.Join(", ", Known<T>.ByName.Keys);

    public static string Of<T>(T value)
        where T : struct, Enum => Known<T>.ByValue[value];

    public static bool TryParse<T>(string? name, out T value)
        where T : struct, Enum
    {
        value = default;
        return name is not null && Known<T>.ByName.TryGetValue(name, out value);
    }

    private static class Known<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<string, T> ByName = Enum.GetValues<T>()
            .ToDictionary(value => JsonSerializer.SerializeToElement(value, Wire.Json).GetString()!, StringComparer.Ordinal);

        public static readonly Dictionary<T, string> ByValue = ByName.ToDictionary(each => each.Value, each => each.Key);
    }
}
