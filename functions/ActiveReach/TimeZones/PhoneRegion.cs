using System.Collections.Frozen;

namespace ActiveReach.TimeZones;

/// <summary>Where a phone number is from, as far as its digits tell. People keep numbers when they move: a profile knows better.</summary>
/// <param name="Country">ISO 3166-1 alpha-2; null for toll-free, satellite and unassigned numbers.</param>
/// <param name="Region">ISO 3166-2 of the state or province, where one area code tells it (United States and Canada).</param>
/// <param name="TimeZone">IANA id: of the area, else the one in which most people of the country live.</param>
public sealed record PhoneRegion(string? Country, string? Region, string? TimeZone)
{
    public static readonly PhoneRegion Unknown = new(null, null, null);

    private const int LongestPrefix = 9;

    private static readonly FrozenDictionary<string, PhoneRegion>.AlternateLookup<ReadOnlySpan<char>> ByPrefix =
        Prefixes().GetAlternateLookup<ReadOnlySpan<char>>();

    /// <param name="phone">E.164; null and anything else are <see cref="Unknown"/>.</param>
    public static PhoneRegion Of(string? phone)
    {
        if (phone is not ['+', .. { Length: > 0 } digits])
            return Unknown;

        // Mobile numbers of Mexico had a 1 here until 2019, and old address books still do.
        if (digits.StartsWith("521", StringComparison.Ordinal))
            digits = string.Concat("52", digits.AsSpan(3));
        for (var length = Math.Min(LongestPrefix, digits.Length); length > 0; length--)
        {
            if (ByPrefix.TryGetValue(digits.AsSpan(0, length), out var found))
                return found;
        }

        return Unknown;
    }

    private static FrozenDictionary<string, PhoneRegion> Prefixes()
    {
        var all = new Dictionary<string, PhoneRegion>(StringComparer.Ordinal);
        foreach (var pair in CallingCodes.Pairs.Chunk(2))
            all[pair[0]] = new PhoneRegion(pair[1], null, CountryZones.MainOf(pair[1]));
        foreach (var area in NorthAmericanAreas.All)
        {
            var region = new PhoneRegion(area.Region[..2], area.Region.Length > 2 ? area.Region : null, area.Zone);
            foreach (var code in area.Codes.Split(' '))
                all["1" + code] = region;
        }

        foreach (var area in AreaZones.All)
        {
            foreach (var prefix in area.Prefixes.Split(' '))
                all[area.Code + prefix] = new PhoneRegion(CountryOf(all, area.Code + prefix), null, area.Zone);
        }

        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string? CountryOf(Dictionary<string, PhoneRegion> codes, string prefix)
    {
        for (var length = prefix.Length; length > 0; length--)
        {
            if (codes.TryGetValue(prefix[..length], out var code))
                return code.Country;
        }

        return null;
    }
}
