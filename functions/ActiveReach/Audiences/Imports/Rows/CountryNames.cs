using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using ActiveReach.Audiences.Contacts;

namespace ActiveReach.Audiences.Imports.Rows;

/// <summary>Countries as files name them: two or three letters of ISO 3166-1, or the English name, whatever the case; some countries also by
/// other names that are in use.</summary>
internal static class CountryNames
{
    private const string Others =
        "US unitedstatesofamerica,us,usofa,america|GB uk,greatbritain,britain,england,scotland,wales,northernireland|AE uae|RU russianfederation|CZ czechrepublic|TR turkiye,turkey|"
        + "KR korea,republicofkorea,korearepublicof,koreasouth|KP koreanorth,democraticpeoplesrepublicofkorea|CI ivorycoast,cotedivoire|NL thenetherlands,holland,nederland|SZ swaziland|MK macedonia|"
        + "MM burma,myanmar|IR iranislamicrepublicof,islamicrepublicofiran|LA laopeoplesdemocraticrepublic,laopdr|SY syrianarabrepublic|MD moldovarepublicof,republicofmoldova|"
        + "TZ tanzaniaunitedrepublicof,unitedrepublicoftanzania|BO boliviaplurinationalstateof|VE venezuelabolivarianrepublicof|TW taiwanprovinceofchina|HK hongkong|MO macau,macao|"
        + "PS palestine,stateofpalestine|VA vatican,holysee|CV capeverde,caboverde|TL easttimor|CD democraticrepublicofthecongo,drcongo,congothedemocraticrepublicofthe|CG congo,republicofthecongo|"
        + "BN bruneidarussalam|FM micronesia,federatedstatesofmicronesia|VN vietnam,vietnamsocialistrepublic|DE deutschland|ES espana|IT italia|BR brasil|AT osterreich|CH schweiz,suisse|PL polska|"
        + "SE sverige|NO norge|DK danmark|FI suomi|BE belgie,belgique|CN peoplesrepublicofchina|IE republicofireland|BA bosnia,bosniaandherzegovina|BS thebahamas|GM thegambia|PH thephilippines";

    private static readonly FrozenDictionary<string, string> ByName = Names().ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>ISO 3166-1 alpha-2; null for what is no country.</summary>
    public static string? Find(string text) => ContactRules.Country(text, out _) ?? ByName.GetValueOrDefault(Bare(text));

    private static Dictionary<string, string> Names()
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var code in ContactRules.Countries)
        {
            var region = new RegionInfo(code);
            names.TryAdd(Bare(region.ThreeLetterISORegionName), code);
            names.TryAdd(Bare(region.EnglishName), code);
        }

        foreach (var country in Others.Split('|'))
        {
            foreach (var name in country[3..].Split(','))
                names[name] = country[..2];
        }

        return names;
    }

    /// <summary>The letters, without accents and in lower case; <c>&amp;</c> and <c>St.</c> written out.</summary>
    private static string Bare(string text)
    {
        var bare = new StringBuilder(text.Length);
        foreach (var character in text.Replace("&", "and", StringComparison.Ordinal).Replace("St.", "Saint", StringComparison.OrdinalIgnoreCase).Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetter(character))
                bare.Append(char.ToLowerInvariant(character));
        }

        return bare.ToString();
    }
}
