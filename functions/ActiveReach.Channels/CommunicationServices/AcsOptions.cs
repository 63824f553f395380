using ActiveReach.Channels.Vendors;
using ActiveReach.Settings;

namespace ActiveReach.Channels.CommunicationServices;

/// <summary>A resource of Azure Communication Services, and what its owner may send (settings <c>ActiveReach__CommunicationServices__*</c>). Texts and mails go
/// through it as soon as it is named, by address or by connection string.</summary>
public sealed record AcsOptions
{
    /// <summary>Address of the resource, e.g. <c>https://shop.communication.azure.com</c>; https, unless it is this machine.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The resource's key; null (default) where the app signs in with its identity, which needs the role "Communication and Email Service Owner".</summary>
    public ReadOnlyMemory<byte>? AccessKey { get; init; }

    /// <summary>Client id of a user-assigned identity; null (default) is whatever identity the environment has.</summary>
    public string? ClientId { get; init; }

    /// <summary>Texts in any minute of each number, at least 1; null is unlimited. Default 200, which a toll-free number has at first.</summary>
    public int? SmsPerMinute { get; init; }

    /// <summary>The same of each short code. Default what is written for <see cref="SmsPerMinute"/>, as for names, else 6,000.</summary>
    public int? SmsShortCodePerMinute { get; init; }

    /// <summary>The same of all names of letters together, which share what the resource has. Default 600.</summary>
    public int? SmsNamesPerMinute { get; init; }

    /// <summary>Those of senders that are allowed more or less than their kind.</summary>
    public SenderLimits SmsSenders { get; init; } = SenderLimits.None;

    /// <summary>Texts in any 24 hours, at least 1; null (default) is unlimited.</summary>
    public int? SmsPerDay { get; init; }

    /// <summary>Mails in any minute, at least 1; null is unlimited. Default 30, which a domain of one's own has at first.</summary>
    public int? EmailPerMinute { get; init; }

    /// <summary>Mails in any hour, at least 1; null is unlimited. Default 100, which a domain of one's own has at first.
    /// Source: learn.microsoft.com/azure/communication-services/concepts/service-limits.</summary>
    public int? EmailPerHour { get; init; }

    /// <summary>Mails in any 24 hours, at least 1; null (default) is unlimited.</summary>
    public int? EmailPerDay { get; init; }

    /// <summary>The channel registration, a UUID, of each number that is sent from on WhatsApp, by the number's digits; none (default): no WhatsApp.</summary>
    public IReadOnlyDictionary<string, string> WhatsAppChannels { get; init; } = new Dictionary<string, string>();

    /// <summary>Messages of WhatsApp in any minute of each number, at least 1; null is unlimited. Default 4,800: Meta lets a number send 80 a second.</summary>
    public int? WhatsAppPerMinute { get; init; }

    /// <summary>As people know it: the host of its address.</summary>
    public string Account => Endpoint.Authority;

    /// <returns>Null where no resource is named.</returns>
    public static AcsOptions? Read(SettingReader settings)
    {
        var section = settings.Section("ActiveReach").Section("CommunicationServices");
        var endpoint = section.TextOrNone("Endpoint", "the https address of the resource, e.g. https://shop.communication.azure.com", text => EndpointOf(text) is not null);
        var connection = section.Secret("ConnectionString", "endpoint=https://shop.communication.azure.com/;accesskey=… as the portal shows it, or remove it and set Endpoint", text => Parse(text) is not null);
        var clientId = section.TextOrNone("ClientId", "the client id of an identity, e.g. 1b4e28ba-2fa1-11d2-883f-0016d3cca427", text => Guid.TryParse(text, out _));
        var sms = section.Limit("SmsPerMinute", 1, int.MaxValue, otherwise: 200);
        var shortCode = section.LimitOfKind(nameof(SmsShortCodePerMinute), (nameof(SmsPerMinute), sms), 1, int.MaxValue, otherwise: 6000);
        var names = section.LimitOfKind(nameof(SmsNamesPerMinute), (nameof(SmsPerMinute), sms), 1, int.MaxValue, otherwise: 600);
        var senders = SenderLimits.Read(section, "Sms");
        var smsPerDay = section.Limit("SmsPerDay", 1, int.MaxValue);
        var email = section.Limit("EmailPerMinute", 1, int.MaxValue, otherwise: 30);
        var emailPerHour = section.Limit("EmailPerHour", 1, int.MaxValue, otherwise: 100);
        var emailPerDay = section.Limit("EmailPerDay", 1, int.MaxValue);
        var channels = section.Texts(nameof(WhatsAppChannels), "the channel's registration id, e.g. 0f0eb78e-a576-4dfc-b414-0f0756de3338", text => Guid.TryParseExact(text, "D", out _));
        var whatsApp = section.Limit(nameof(WhatsAppPerMinute), 1, int.MaxValue, otherwise: 4800);
        foreach (var number in channels.Keys.Where(number => number.Length is < 7 or > 15 || !number.All(char.IsAsciiDigit)))
            section.Require(false, $"{section.NameOf(nameof(WhatsAppChannels))}__{number} has no number for its last part; write its digits with the country code, e.g. {section.NameOf(nameof(WhatsAppChannels))}__18005550101.");
        section.Require(
            endpoint is null || connection is null,
            $"{section.NameOf("Endpoint")} is '{endpoint}', and {section.NameOf("ConnectionString")} is set too; remove one: the first signs in with the app's identity, the second with a key.");
        var (address, key) = connection is not null ? Parse(connection)!.Value : (endpoint is null ? null : EndpointOf(endpoint), null);
        section.Require(clientId is null || address is null || key is null, $"{section.NameOf("ClientId")} is '{clientId}', and {section.NameOf("ConnectionString")} has a key; remove one of them.");
        return address is null ? null : new AcsOptions { Endpoint = address, AccessKey = key, ClientId = clientId, SmsPerMinute = sms, SmsShortCodePerMinute = shortCode, SmsNamesPerMinute = names, SmsSenders = senders, SmsPerDay = smsPerDay, EmailPerMinute = email, EmailPerHour = emailPerHour, EmailPerDay = emailPerDay, WhatsAppChannels = channels, WhatsAppPerMinute = whatsApp };
    }

    /// <summary>That of a sender of texts.</summary>
    internal SendLimit? SmsLimitOf(string sender) => TextSenders.Of(sender) switch
    {
        TextSender.ShortCode => SmsSenders.Of(Account, Channel.Sms, sender, SmsShortCodePerMinute),
        TextSender.Name => SmsSenders.Of(Account, Channel.Sms, sender, SmsNamesPerMinute, shared: "names of letters"),
        _ => SmsSenders.Of(Account, Channel.Sms, sender, SmsPerMinute),
    };

    private static Uri? EndpointOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)) ? address : null;

    /// <summary>Null for what is no connection string of a resource.</summary>
    private static (Uri? Endpoint, ReadOnlyMemory<byte>? Key)? Parse(string connection)
    {
        var parts = connection.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2)
            .ToLookup(part => part[0], part => part[1], StringComparer.OrdinalIgnoreCase);
        var key = new byte[connection.Length];
        return parts["endpoint"].FirstOrDefault() is { } endpoint && EndpointOf(endpoint) is { } address
            && parts["accesskey"].FirstOrDefault() is { Length: > 0 } text && Convert.TryFromBase64String(text, key, out var length)
            ? (address, key.AsMemory(0, length))
            : null;
    }
}
