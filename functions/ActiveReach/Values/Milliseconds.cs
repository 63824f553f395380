namespace ActiveReach.Values;

/// <summary>Times that must come back from a store exactly as they were given to it, or to a provider, are whole milliseconds.</summary>
internal static class Milliseconds
{
    public static DateTimeOffset Floor(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
