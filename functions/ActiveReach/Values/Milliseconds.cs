namespace ActiveReach.Delivery.Sending;

/// <summary>Times that must come back from a store exactly as they were handed to a provider are whole milliseconds.</summary>
internal static class Milliseconds
{
    public static DateTimeOffset Floor(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
