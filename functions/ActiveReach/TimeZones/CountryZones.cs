using System.Collections.Frozen;
using NodaTime.TimeZones;

namespace ActiveReach.TimeZones;

/// <summary>The zones of a country as tzdb lists them.</summary>
public static class CountryZones
{
    /// <summary>Of countries with several zones the one in which most people live.</summary>
    private static readonly FrozenDictionary<string, string> Main = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AQ"] = "Antarctica/McMurdo",
        ["AR"] = "America/Argentina/Buenos_Aires",
        ["AU"] = "Australia/Sydney",
        ["BR"] = "America/Sao_Paulo",
        ["CA"] = "America/Toronto",
        ["CD"] = "Africa/Kinshasa",
        ["CL"] = "America/Santiago",
        ["CN"] = "Asia/Shanghai",
        ["CY"] = "Asia/Nicosia",
        ["DE"] = "Europe/Berlin",
        ["EC"] = "America/Guayaquil",
        ["ES"] = "Europe/Madrid",
        ["FM"] = "Pacific/Chuuk",
        ["GL"] = "America/Nuuk",
        ["ID"] = "Asia/Jakarta",
        ["KI"] = "Pacific/Tarawa",
        ["KZ"] = "Asia/Almaty",
        ["MH"] = "Pacific/Majuro",
        ["MN"] = "Asia/Ulaanbaatar",
        ["MX"] = "America/Mexico_City",
        ["MY"] = "Asia/Kuala_Lumpur",
        ["NZ"] = "Pacific/Auckland",
        ["PF"] = "Pacific/Tahiti",
        ["PG"] = "Pacific/Port_Moresby",
        ["PS"] = "Asia/Hebron",
        ["PT"] = "Europe/Lisbon",
        ["RU"] = "Europe/Moscow",
        ["UA"] = "Europe/Kyiv",
        ["UM"] = "Pacific/Wake",
        ["US"] = "America/New_York",
        ["UZ"] = "Asia/Tashkent",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string[]> ByCountry = TzdbDateTimeZoneSource.Default.ZoneLocations!
        .GroupBy(location => location.CountryCode, location => location.ZoneId, StringComparer.Ordinal)
        .ToFrozenDictionary(zones => zones.Key, zones => zones.ToArray(), StringComparer.Ordinal);

    /// <summary>All zones of the country (ISO 3166-1 alpha-2); empty for an unknown one.</summary>
    public static IReadOnlyList<string> Of(string country) => ByCountry.GetValueOrDefault(country, []);

    /// <summary>The only zone of the country; null when it has several or is unknown.</summary>
    public static string? OnlyOf(string country) => Of(country) is [var zone] ? zone : null;

    /// <summary>The zone in which most people of the country live; null for an unknown one.</summary>
    public static string? MainOf(string country) => OnlyOf(country) ?? Main.GetValueOrDefault(country);
}
