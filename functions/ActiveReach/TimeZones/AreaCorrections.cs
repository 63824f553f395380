using System.Collections.Frozen;
using System.Globalization;

namespace ActiveReach.TimeZones;

/// <summary>Areas whose clock the zones of libphonenumber miss: it gives some areas the zone of a neighbour, and takes the exchanges of an area
/// that it doesn't list for those of the smaller part. Source: the national numbering plans (ACMA, Anatel, Subtel, IFT, NANPA, the plan of
/// Russia), compared with tzdb.</summary>
internal static class AreaCorrections
{
    /// <param name="Code">Calling code.</param>
    /// <param name="Prefixes">What follows the calling code.</param>
    /// <param name="Country">Of areas that use the calling code of another country.</param>
    private sealed record Area(string Code, string Zone, string Prefixes, string? Country = null);

    private const int LongestPrefix = 8;

    private static readonly Area[] All =
    [
        new("61", "Australia/Brisbane", "7"),
        new("61", "Australia/Adelaide", "8"),
        new("61", "Australia/Broken_Hill", "880"),
        new("61", "Australia/Darwin", "889"),
        new("61", "Australia/Perth", "86 89"),
        new("55", "America/Recife", "81"),
        new("55", "America/Belem", "91 94"),
        new("55", "America/Santarem", "93"),
        new("56", "America/Punta_Arenas", "61"),
        new("56", "America/Coyhaique", "67"),
        new("56", "Pacific/Easter", "322100 322551"),
        new("299", "America/Thule", "97"),
        new("299", "America/Scoresbysund", "99"),
        new("52", "America/Matamoros", "868 891 892 897"),
        new("52", "America/Chihuahua", "614 621 625 627 628 629 635 636 639 648 649 652 659"),
        new("7", "Europe/Kaliningrad", "401"),
        new("7", "Europe/Saratov", "845"),
        new("1", "America/Chicago", "219 270 364 448"),
        new("1", "America/New_York", "423 689"),
        new("1", "America/Regina", "474"),
        new("90", "Asia/Famagusta", "392", "CY"),
    ];

    private static readonly FrozenDictionary<string, (string Zone, string? Country)>.AlternateLookup<ReadOnlySpan<char>> ByPrefix = All
        .SelectMany(area => area.Prefixes.Split(' ').Select(prefix => (Prefix: area.Code + prefix, area.Zone, area.Country)))
        .ToFrozenDictionary(area => area.Prefix, area => (area.Zone, area.Country), StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether anything is to be corrected under the calling code.</summary>
    public static bool Concern(int code) => Array.Exists(All, area => area.Code == code.ToString(CultureInfo.InvariantCulture));

    /// <param name="digits">E.164 without its plus.</param>
    public static (string Zone, string? Country)? Find(ReadOnlySpan<char> digits)
    {
        for (var length = Math.Min(LongestPrefix, digits.Length); length > 0; length--)
        {
            if (ByPrefix.TryGetValue(digits[..length], out var found))
                return found;
        }

        return null;
    }
}
