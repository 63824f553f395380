using System.Globalization;
using ActiveReach.Phones;
using PhoneNumbers;
using Parsed = PhoneNumbers.PhoneNumber;

namespace ActiveReach.TimeZones;

/// <summary>Where a phone number is from, as far as its digits tell. People keep numbers when they move: a profile knows better.</summary>
/// <param name="Country">ISO 3166-1 alpha-2; null for toll-free, satellite and unassigned numbers.</param>
/// <param name="Region">ISO 3166-2 of the state or province, where the number tells it (United States and Canada).</param>
/// <param name="TimeZone">IANA id: of the area, else the one in which most people of the region or the country live.</param>
public sealed record PhoneRegion(string? Country, string? Region, string? TimeZone)
{
    public static readonly PhoneRegion Unknown = new(null, null, null);

    private const int NorthAmerica = 1;

    /// <summary>Zones of one area at most; toll-free and other numbers of no place have those of all countries that share the calling code.</summary>
    private const int MostZonesOfArea = 4;

    /// <summary>ISO 3166-1 has no code for Kosovo.</summary>
    private static readonly PhoneRegion Kosovo = new(null, null, "Europe/Belgrade");

    private static readonly PhoneNumberUtil Plans = PhoneNumberUtil.GetInstance();
    private static readonly PhoneNumberToTimeZonesMapper Zones = PhoneNumberToTimeZonesMapper.GetInstance();

    /// <summary>By calling code, what is true of all its numbers: it has one country, and that has one zone.</summary>
    private static readonly PhoneRegion?[] ByCode = Uniform();

    /// <param name="phone">E.164; null and anything else are <see cref="Unknown"/>.</param>
    public static PhoneRegion Of(string? phone)
    {
        if (phone is not ['+', >= '1' and <= '9', ..] || phone.Length < 5 || phone.AsSpan(1).ContainsAnyExceptInRange('0', '9'))
            return Unknown;
        for (var length = 1; length <= 3; length++)
        {
            if (ByCode[int.Parse(phone.AsSpan(1, length), CultureInfo.InvariantCulture)] is { } uniform)
                return uniform;
        }

        return RecentRegions.Find(phone) ?? RecentRegions.Keep(phone, NumberPlan.Parse(phone, null) is { } number ? Of(number) : Unknown);
    }

    private static PhoneRegion Of(Parsed number)
    {
        var corrected = AreaCorrections.Find(Plans.Format(number, PhoneNumberFormat.E164).AsSpan(1));
        var zones = Zones.GetTimeZonesForGeographicalNumber(number).ConvertAll(CountryZones.Canonical);
        if ((corrected?.Country ?? CountryOf(number, zones)) is not { } country)
            return Unknown;
        if (country == "XK")
            return Kosovo;
        var region = NorthAmericanRegions.Of(number, country);
        return corrected is { } area && CountryZones.Of(country).Contains(area.Zone)
            ? new PhoneRegion(country, region, area.Zone)
            : new PhoneRegion(country, region, CountryZones.Choose(country, region, zones));
    }

    private static string? CountryOf(Parsed number, List<string> zones)
    {
        if (number.CountryCode == NorthAmerica && zones.Count > MostZonesOfArea)
            return null;
        var country = Plans.GetRegionCodeForNumber(number) ?? OfNoKnownRange(number, zones);
        return country switch
        {
            // Islands that ISO 3166-1 counts to Saint Helena.
            "AC" or "TA" => "SH",
            { Length: 2 } and not "ZZ" => country,
            _ => null,
        };
    }

    /// <summary>Of countries that share the calling code the one that has the zone, else the largest; in North America no country is the rest.</summary>
    private static string? OfNoKnownRange(Parsed number, List<string> zones)
    {
        List<string> near = [.. Plans.GetRegionCodesForCountryCode(number.CountryCode).Where(country => CountryZones.Of(country).Any(zones.Contains))];
        return near is [var only] ? only : number.CountryCode == NorthAmerica ? null : Plans.GetRegionCodeForCountryCode(number.CountryCode);
    }

    private static PhoneRegion?[] Uniform()
    {
        var byCode = new PhoneRegion?[1000];
        foreach (var code in Plans.GetSupportedCallingCodes())
        {
            if (Plans.GetRegionCodesForCountryCode(code) is [var country] && CountryZones.OnlyOf(country) is { } zone && !AreaCorrections.Concern(code))
                byCode[code] = new PhoneRegion(country, null, zone);
        }

        return byCode;
    }
}
