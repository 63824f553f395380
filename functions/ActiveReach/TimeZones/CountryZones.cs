using System.Collections.Frozen;
using NodaTime;
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

    /// <summary>The same of states and provinces, where it isn't the country's.</summary>
    private static readonly FrozenDictionary<string, string> MainOfRegion = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["CA-NL"] = "America/St_Johns",
        ["US-AK"] = "America/Anchorage",
        ["US-AZ"] = "America/Phoenix",
        ["US-ID"] = "America/Boise",
        ["US-ND"] = "America/Chicago",
        ["US-NV"] = "America/Los_Angeles",
        ["US-SD"] = "America/Chicago",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string[]> ByCountry = TzdbDateTimeZoneSource.Default.ZoneLocations!
        .GroupBy(location => location.CountryCode, location => location.ZoneId, StringComparer.Ordinal)
        .ToFrozenDictionary(zones => zones.Key, zones => zones.ToArray(), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> ByZone = TzdbDateTimeZoneSource.Default.ZoneLocations!
        .ToFrozenDictionary(location => location.ZoneId, location => location.CountryCode, StringComparer.Ordinal);

    private static readonly Instant[] Seasons = [Instant.FromUtc(2026, 1, 15, 0, 0), Instant.FromUtc(2026, 7, 15, 0, 0)];

    /// <summary>The id that tzdb lists today for a zone that may have been renamed (<c>Asia/Calcutta</c>).</summary>
    public static string Canonical(string zone) => ByZone.ContainsKey(zone) ? zone : TzdbDateTimeZoneSource.Default.CanonicalIdMap.TryGetValue(zone, out var id) ? id : zone;

    /// <summary>The country of the zone (ISO 3166-1 alpha-2); null for UTC and its like.</summary>
    public static string? CountryOf(string? zone) => zone is null ? null : ByZone.GetValueOrDefault(Canonical(zone));

    /// <summary>All zones of the country (ISO 3166-1 alpha-2); empty for an unknown one.</summary>
    public static IReadOnlyList<string> Of(string country) => ByCountry.GetValueOrDefault(country, []);

    /// <summary>The only zone of the country; null when it has several or is unknown.</summary>
    public static string? OnlyOf(string country) => Of(country) is [var zone] ? zone : null;

    /// <summary>The zone in which most people of the country live; null for an unknown one.</summary>
    public static string? MainOf(string country) => OnlyOf(country) ?? Main.GetValueOrDefault(country);

    /// <summary>One zone of the country for an area that may have several: the only one; else of those that <paramref name="zones"/> names the
    /// one in which most people of the region live, else that of the country, else the first; else one with the clock of the first named.</summary>
    public static string? Choose(string country, string? region, IReadOnlyList<string> zones)
    {
        if (OnlyOf(country) is { } only)
            return only;
        var own = Of(country);
        if (region is not null && zones.Count > 1 && MainOfRegion.TryGetValue(region, out var near) && own.Contains(near))
            return near;
        var main = MainOf(country);
        if (main is not null && zones.Contains(main))
            return main;
        return zones.FirstOrDefault(own.Contains) ?? (zones is [var named, ..] ? own.OrderBy(zone => zone == main ? 0 : 1).FirstOrDefault(zone => HaveOneClock(zone, named)) : null) ?? main;
    }

    private static bool HaveOneClock(string one, string other) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(one) is { } left && DateTimeZoneProviders.Tzdb.GetZoneOrNull(other) is { } right
        && Array.TrueForAll(Seasons, instant => left.GetUtcOffset(instant) == right.GetUtcOffset(instant));
}
