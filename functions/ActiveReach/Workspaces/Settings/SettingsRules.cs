using System.Text.RegularExpressions;
using ActiveReach.Channels;
using ActiveReach.Problems;
using ActiveReach.Values;
using NodaTime;

namespace ActiveReach.Workspaces;

/// <summary>What settings must be like.</summary>
public static partial class SettingsRules
{
    private const int MaxOrigins = 50;
    private const int MaxCustomFields = 200;
    private static readonly TimeSpan LongestReceiptWait = TimeSpan.FromDays(30);

    public static IReadOnlyList<InputProblem> Check(WorkspaceSettings settings) =>
    [
        .. TimeZone(settings.TimeZone),
        .. Country(settings.Country),
        .. Currency(settings.Currency),
        .. settings.AllowedOrigins.Count > MaxOrigins
            ? [new InputProblem("allowedOrigins", "too_many", $"allowedOrigins has {settings.AllowedOrigins.Count} entries: keep it to {MaxOrigins}.")]
            : settings.AllowedOrigins.SelectMany((origin, index) => Origin($"allowedOrigins[{index}]", origin)),
        .. settings.Senders.SelectMany(sender => SenderForm.Check($"senders.{sender.Key.Name()}", sender.Key, sender.Value)),
        .. settings.CustomFields.Count > MaxCustomFields
            ? [new InputProblem("customFields", "too_many", $"customFields has {settings.CustomFields.Count} entries: keep it to {MaxCustomFields}.")]
            : settings.CustomFields.Keys.SelectMany(CustomField),
        .. QuietHoursRules.Check(settings.QuietHours),
        .. CapAndTopicRules.Check(settings),
        .. settings.OutletAssignment.Check("outletAssignment"),
        .. settings.Retention.Check("retention"),
        .. ReplyWordRules.Check(settings.ReplyWords),
        .. SmsRules.Check(settings),
        .. ReceiptWait(settings.ReceiptWait),
    ];

    private static IEnumerable<InputProblem> TimeZone(string zone)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
            yield return new("timeZone", "unknown_zone", $"timeZone is '{Shown(zone)}': give an IANA zone, e.g. Asia/Kolkata.");
    }

    private static IEnumerable<InputProblem> Country(string? country)
    {
        if (country is not null && (ValueRules.Country(country, out _) is not { } code || code != country))
            yield return new("country", "unknown_country", $"country is '{Shown(country)}': give an ISO 3166-1 code of two capital letters, e.g. IN, or null for the country of the time zone.");
    }

    private static IEnumerable<InputProblem> Currency(string currency)
    {
        if (!Currencies.IsKnown(currency))
            yield return new("currency", "unknown_currency", $"currency is '{Shown(currency)}': give an ISO 4217 code, e.g. USD.");
    }

    private static IEnumerable<InputProblem> ReceiptWait(TimeSpan wait)
    {
        if (wait < TimeSpan.Zero || wait > LongestReceiptWait)
            yield return new("receiptWait", "out_of_range", $"receiptWait is {System.Xml.XmlConvert.ToString(wait)}: give PT0S to P{LongestReceiptWait.Days}D; carriers report within P1D as a rule.");
    }

    private static IEnumerable<InputProblem> Origin(string path, string origin)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.GetLeftPart(UriPartial.Authority) != origin || uri.UserInfo.Length > 0)
            yield return new(path, "invalid_origin", $"{path} is '{Shown(origin)}': give scheme, host and port only, e.g. https://shop.example.");
    }

    private static IEnumerable<InputProblem> CustomField(string name)
    {
        if (!FieldPattern().IsMatch(name))
            yield return new($"customFields.{Shown(name)}", "invalid_name", $"'{Shown(name)}' can't name a custom field: use 1 to 40 of a-z, 0-9 and _, starting with a letter.");
    }

    private static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,39}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FieldPattern();
}
