using System.Globalization;

namespace ActiveReach.TimeZones;

/// <summary>What was found of late, by the digits that decide it. Threads may overwrite each other's, and lose nothing but time.</summary>
internal static class RecentRegions
{
    /// <summary>Digits that decide: area codes with their exchanges; no plan looks at more than eight.</summary>
    private const int Deciding = 9;
    private const int DecidingInNorthAmerica = 7;

    private static readonly Entry?[] Entries = new Entry?[1 << 16];

    public static PhoneRegion? Find(string phone)
    {
        var key = KeyOf(phone);
        return Entries[PlaceOf(key)] is { } entry && entry.Key == key ? entry.Region : null;
    }

    public static PhoneRegion Keep(string phone, PhoneRegion region)
    {
        var key = KeyOf(phone);
        Entries[PlaceOf(key)] = new Entry(key, region);
        return region;
    }

    /// <summary>A number of another length may be nobody's.</summary>
    private static long KeyOf(string phone)
    {
        var deciding = Math.Min(phone[1] == '1' ? DecidingInNorthAmerica : Deciding, phone.Length - 1);
        return (long.Parse(phone.AsSpan(1, deciding), CultureInfo.InvariantCulture) * 100) + Math.Min(phone.Length, 99);
    }

    private static int PlaceOf(long key) => (int)(((ulong)key * 0x9E3779B97F4A7C15) >> 48);

    private sealed record Entry(long Key, PhoneRegion Region);
}
