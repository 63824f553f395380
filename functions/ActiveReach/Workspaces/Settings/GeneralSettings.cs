using System.Text;
using ActiveReach.Problems;
using ActiveReach.Values;
using NodaTime;

namespace ActiveReach.Workspaces;

/// <summary>Where the workspace is at home, and how its people work.</summary>
public sealed record GeneralSettings : ISettingsSection
{
    public const string DefaultCurrency = "USD";

    private const int MaxOrigins = 50;
    private const int LongestPage = 2_000;

    /// <summary>IANA zone; ages, "today" and schedules without a zone are read in it. Default <c>UTC</c>.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>ISO 3166-1 alpha-2: where phone numbers without a country code are from. Default: the country of <see cref="TimeZone"/>.</summary>
    public string? Country { get; init; }

    /// <summary>ISO 4217. Default <c>USD</c>.</summary>
    public string Currency { get; init; } = DefaultCurrency;

    /// <summary>The workspace's own page on the web, in https: where links lead whose place went with an erased contact. Default none.</summary>
    public string? HomePage { get; init; }

    /// <summary>Decides the mode in which members start who haven't chosen. Default: marketer.</summary>
    public Persona Persona { get; init; } = Persona.Marketer;

    /// <summary>Origins that browsers may call from (CORS); none by default.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    public ApprovalPolicy ApprovalPolicy { get; init; } = ApprovalPolicy.Viewers;

    /// <summary>Whether somebody may approve what they drafted or edited. Default: no.</summary>
    public bool OwnDraft { get; init; }

    public IEnumerable<InputProblem> Check() =>
    [
        .. CheckTimeZone(TimeZone),
        .. CheckCountry(Country),
        .. CheckCurrency(Currency),
        .. CheckHomePage(HomePage),
        .. AllowedOrigins.Count > MaxOrigins
            ? [new InputProblem("allowedOrigins", "too_many", $"allowedOrigins has {AllowedOrigins.Count} entries: keep it to {MaxOrigins}.")]
            : AllowedOrigins.SelectMany((origin, index) => CheckOrigin($"allowedOrigins[{index}]", origin)),
    ];

    private static IEnumerable<InputProblem> CheckTimeZone(string zone)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
            yield return new("timeZone", "unknown_zone", $"timeZone is '{Shown(zone)}': give an IANA zone, e.g. Asia/Kolkata.");
    }

    private static IEnumerable<InputProblem> CheckCountry(string? country)
    {
        if (country is not null && (ValueRules.Country(country, out _) is not { } code || code != country))
            yield return new("country", "unknown_country", $"country is '{Shown(country)}': give an ISO 3166-1 code of two capital letters, e.g. IN, or null for the country of the time zone.");
    }

    private static IEnumerable<InputProblem> CheckCurrency(string currency)
    {
        if (!Currencies.IsKnown(currency))
            yield return new("currency", "unknown_currency", $"currency is '{Shown(currency)}': give an ISO 4217 code, e.g. USD.");
    }

    private static IEnumerable<InputProblem> CheckHomePage(string? page)
    {
        if (page is not null && (page.Length > LongestPage || !Ascii.IsValid(page) || !Uri.TryCreate(page, UriKind.Absolute, out var uri) || uri.Scheme != "https" || uri.UserInfo.Length > 0 || uri.AbsoluteUri != page))
            yield return new("homePage", "invalid_address", $"homePage is '{Shown(page)}': give a whole https address in ASCII, e.g. https://shop.example/, or null for none.");
    }

    private static IEnumerable<InputProblem> CheckOrigin(string path, string origin)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.GetLeftPart(UriPartial.Authority) != origin || uri.UserInfo.Length > 0)
            yield return new(path, "invalid_origin", $"{path} is '{Shown(origin)}': give scheme, host and port only, e.g. https://shop.example.");
    }

    private static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
