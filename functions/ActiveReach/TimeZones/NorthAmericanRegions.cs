using System.Collections.Frozen;
using PhoneNumbers;
using Found = PhoneNumbers.PhoneNumber;

namespace ActiveReach.TimeZones;

/// <summary>The state or province of a number of the United States or Canada, as libphonenumber describes its place: "Tampa, FL", "Florida".</summary>
internal static class NorthAmericanRegions
{
    private static readonly PhoneNumberOfflineGeocoder Places = PhoneNumberOfflineGeocoder.GetInstance();

    /// <summary>Names of ISO 3166-2, and the one that libphonenumber misspells.</summary>
    private static readonly FrozenDictionary<string, string> ByName = (
        "US-AK Alaska|US-AL Alabama|US-AR Arkansas|US-AZ Arizona|US-CA California|US-CO Colorado|US-CT Connecticut|US-DC Washington D.C.|US-DE Delaware|US-FL Florida|US-GA Georgia|"
        + "US-HI Hawaii|US-IA Iowa|US-ID Idaho|US-IL Illinois|US-IN Indiana|US-KS Kansas|US-KY Kentucky|US-LA Louisiana|US-MA Massachusetts|US-MD Maryland|US-ME Maine|US-MI Michigan|"
        + "US-MN Minnesota|US-MO Missouri|US-MS Mississippi|US-MT Montana|US-NC North Carolina|US-ND North Dakota|US-NE Nebraska|US-NH New Hampshire|US-NJ New Jersey|US-NM New Mexico|"
        + "US-NV Nevada|US-NY New York|US-OH Ohio|US-OK Oklahoma|US-OR Oregon|US-PA Pennsylvania|US-RI Rhode Island|US-SC South Carolina|US-SD South Dakota|US-TN Tennessee|US-TX Texas|"
        + "US-UT Utah|US-VA Virginia|US-VT Vermont|US-WA Washington State|US-WA Washington|US-WI Wisconsin|US-WV West Virginia|US-WY Wyoming|CA-AB Alberta|CA-BC British Columbia|"
        + "CA-BC British Colombia|CA-MB Manitoba|CA-NB New Brunswick|CA-NL Newfoundland and Labrador|CA-NS Nova Scotia|CA-NT Northwest Territories|CA-NU Nunavut|CA-ON Ontario|"
        + "CA-PE Prince Edward Island|CA-QC Quebec|CA-SK Saskatchewan|CA-YT Yukon")
        .Split('|').ToFrozenDictionary(pair => pair[6..], pair => pair[..5], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Codes = ByName.Values.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>ISO 3166-2; null where the area belongs to several, and for other countries.</summary>
    public static string? Of(Found number, string country)
    {
        if (country is not ("US" or "CA"))
            return null;
        var place = Places.GetDescriptionForValidNumber(number, Locale.English);
        var comma = place.LastIndexOf(", ", StringComparison.Ordinal);
        var code = comma < 0 ? ByName.GetValueOrDefault(place) : string.Concat(country, "-", place.AsSpan(comma + 2));
        return code is not null && code.StartsWith(country, StringComparison.Ordinal) && Codes.Contains(code) ? code : null;
    }
}
