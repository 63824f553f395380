using System.Collections.Frozen;
using System.Text;
using PhoneNumbers;

namespace ActiveReach.Values;

/// <summary>Countries: their codes, and how files name them: two or three letters of ISO 3166-1, or the English name (that of libphonenumber),
/// whatever the case; some countries also by other names that are in use.</summary>
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

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public static IReadOnlyList<string> Codes { get; } = (
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR "
        + "CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU "
        + "ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ "
        + "MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI "
        + "SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW").Split(' ');

    /// <summary>ISO 3166-1 alpha-3, in the order of <see cref="Codes"/>.</summary>
    private static readonly string[] Threes = (
        "AND ARE AFG ATG AIA ALB ARM AGO ATA ARG ASM AUT AUS ABW ALA AZE BIH BRB BGD BEL BFA BGR BHR BDI BEN BLM BMU BRN BOL BES BRA BHS BTN BVT BWA BLR BLZ "
        + "CAN CCK COD CAF COG CHE CIV COK CHL CMR CHN COL CRI CUB CPV CUW CXR CYP CZE DEU DJI DNK DMA DOM DZA ECU EST EGY ESH ERI ESP ETH FIN FJI FLK FSM FRO "
        + "FRA GAB GBR GRD GEO GUF GGY GHA GIB GRL GMB GIN GLP GNQ GRC SGS GTM GUM GNB GUY HKG HMD HND HRV HTI HUN IDN IRL ISR IMN IND IOT IRQ IRN ISL ITA JEY "
        + "JAM JOR JPN KEN KGZ KHM KIR COM KNA PRK KOR KWT CYM KAZ LAO LBN LCA LIE LKA LBR LSO LTU LUX LVA LBY MAR MCO MDA MNE MAF MDG MHL MKD MLI MMR MNG MAC "
        + "MNP MTQ MRT MSR MLT MUS MDV MWI MEX MYS MOZ NAM NCL NER NFK NGA NIC NLD NOR NPL NRU NIU NZL OMN PAN PER PYF PNG PHL PAK POL SPM PCN PRI PSE PRT PLW "
        + "PRY QAT REU ROU SRB RUS RWA SAU SLB SYC SDN SWE SGP SHN SVN SJM SVK SLE SMR SEN SOM SUR SSD STP SLV SXM SYR SWZ TCA TCD ATF TGO THA TJK TKL TLS TKM "
        + "TUN TON TUR TTO TUV TWN TZA UKR UGA UMI USA URY UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM MYT ZAF ZMB ZWE").Split(' ');

    private static readonly FrozenDictionary<string, string> ByName = Names().ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>ISO 3166-1 alpha-2; null for what is no country.</summary>
    public static string? Find(string text) => ValueRules.Country(text, out _) ?? ByName.GetValueOrDefault(Bare(text));

    private static Dictionary<string, string> Names()
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (code, three) in Codes.Zip(Threes))
        {
            names.TryAdd(Bare(three), code);
            if (new Locale("en", code).GetDisplayCountry("en") is { Length: > 0 } name)
                names.TryAdd(Bare(name), code);
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
        foreach (var character in text.Replace("\uFFFE", "", StringComparison.Ordinal).Replace("&", "and", StringComparison.Ordinal).Replace("St.", "Saint", StringComparison.OrdinalIgnoreCase).Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetter(character))
                bare.Append(char.ToLowerInvariant(character));
        }

        return bare.ToString();
    }
}
