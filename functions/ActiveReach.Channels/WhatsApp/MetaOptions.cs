using ActiveReach.Channels.Vendors;
using ActiveReach.Settings;

namespace ActiveReach.Channels.WhatsApp;

/// <summary>A WhatsApp Business Account at Meta (settings <c>ActiveReach__WhatsApp__*</c>). It takes messages and templates of WhatsApp as soon as its token is set.</summary>
public sealed record MetaOptions
{
    /// <summary>Of a system user, with <c>whatsapp_business_messaging</c> and <c>whatsapp_business_management</c>.</summary>
    public required string AccessToken { get; init; }

    /// <summary>The account's id, digits. Templates belong to it.</summary>
    public required string BusinessAccountId { get; init; }

    /// <summary>Meta's id of each number that is sent from, by the number's digits, e.g. <c>18005550101</c>.</summary>
    public required IReadOnlyDictionary<string, string> PhoneNumbers { get; init; }

    /// <summary>The app's id, digits, through which an upload is shown with a template; null (default): templates with one in their header can't be submitted.</summary>
    public string? AppId { get; init; }

    /// <summary>What Meta shows when it is told of the webhook; null (default) answers none of its challenges.</summary>
    public string? VerifyToken { get; init; }

    /// <summary>With the version of the Graph API. Default <c>https://graph.facebook.com/v25.0</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Messages in any minute of each number, at least 1; null is unlimited. Default 4,800: a number may send 80 a second, some 1,000, one that the app on a phone has too 20.
    /// Source: developers.facebook.com/documentation/business-messaging/whatsapp/throughput.</summary>
    public int? PerMinute { get; init; }

    /// <summary>Those of numbers that are allowed more or less.</summary>
    public SenderLimits Senders { get; init; } = SenderLimits.None;

    /// <summary>Messages in any 24 hours, at least 1; null (default) is unlimited. Meta's tier counts people (250, 2,000, 10,000, 100,000) and free words not at all; here every message counts,
    /// so that the tier is never passed. Source: developers.facebook.com/documentation/business-messaging/whatsapp/messaging-limits.</summary>
    public int? PerDay { get; init; }

    /// <returns>Null where no token is set.</returns>
    public static MetaOptions? Read(SettingReader settings)
    {
        var section = settings.Section("ActiveReach").Section("WhatsApp");
        var token = section.Secret(nameof(AccessToken), fewest: 16, inHeader: true);
        var account = section.TextOrNone(nameof(BusinessAccountId), "the digits of the account's id, e.g. 102290129340398", IsId);
        var numbers = section.Texts(nameof(PhoneNumbers), "Meta's id of the number, e.g. 106540352242922", IsId);
        var app = section.TextOrNone(nameof(AppId), "the digits of the app's id, e.g. 670843887433847", IsId);
        var verify = section.Secret(nameof(VerifyToken), fewest: 16);
        var endpoint = section.Endpoint(nameof(Endpoint), "https://graph.facebook.com/v25.0");
        var perMinute = section.Limit(nameof(PerMinute), 1, int.MaxValue, otherwise: 4800);
        var senders = SenderLimits.Read(section);
        var perDay = section.Limit(nameof(PerDay), 1, int.MaxValue);
        foreach (var number in numbers.Keys.Where(number => !IsNumber(number)))
            section.Require(false, $"{section.NameOf(nameof(PhoneNumbers))}__{number} has no number for its last part; write its digits with the country code, e.g. {section.NameOf(nameof(PhoneNumbers))}__18005550101.");
        if (token is null)
            return null;
        section.Require(account is not null, $"{section.NameOf(nameof(BusinessAccountId))} is missing; write the id of the account that {section.NameOf(nameof(AccessToken))} is for.");
        section.Require(numbers.Count > 0, $"{section.NameOf(nameof(PhoneNumbers))} is missing; write Meta's id of each number that is sent from, e.g. {section.NameOf(nameof(PhoneNumbers))}__18005550101.");
        return new MetaOptions { AccessToken = token, BusinessAccountId = account ?? "", PhoneNumbers = numbers, AppId = app, VerifyToken = verify, Endpoint = endpoint, PerMinute = perMinute, Senders = senders, PerDay = perDay };
    }

    private static bool IsId(string text) => text.Length is >= 5 and <= 30 && text.All(char.IsAsciiDigit);

    private static bool IsNumber(string text) => text.Length is >= 7 and <= 15 && text.All(char.IsAsciiDigit);
}
