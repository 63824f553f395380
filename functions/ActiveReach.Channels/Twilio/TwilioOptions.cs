using ActiveReach.Channels.Vendors;
using ActiveReach.Settings;

namespace ActiveReach.Channels.Twilio;

/// <summary>An account at Twilio (settings <c>ActiveReach__Twilio__*</c>). It takes texts as soon as it is named, and RCS and WhatsApp where it says so.</summary>
public sealed record TwilioOptions
{
    private const string Contents = "https://content.twilio.com";

    private const int FirstOfWhatsApp = 4800;

    private static readonly ChannelSet Offered = [Channel.Sms, Channel.Rcs, Channel.WhatsApp];

    /// <summary><c>AC…</c>, 34 characters.</summary>
    public required string AccountSid { get; init; }

    /// <summary>The account's token: Twilio signs its callbacks with it, and requests show it unless there is a key. Null where the signing one is a secret of the webhook.</summary>
    public string? AuthToken { get; init; }

    /// <summary>An API key, <c>SK…</c>, that requests show in place of the token; null (default) for none.</summary>
    public string? ApiKey { get; init; }

    public string? ApiKeySecret { get; init; }

    /// <summary>The messaging service, <c>MG…</c>, whose rules hold and which has the senders; null (default) for none.</summary>
    public string? MessagingServiceSid { get; init; }

    /// <summary>Default <c>https://api.twilio.com</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Segments of texts in any minute of each number, at least 1; null is unlimited. Default 60, which a long number has in the United States. What is sent faster waits at Twilio, for hours at most.
    /// Source: twilio.com/docs/api/errors/21611 and "Understanding Twilio Rate Limits and Message Queues" on its support pages.</summary>
    public int? PerMinute { get; init; }

    /// <summary>The same of each toll-free number. Default what is written for <see cref="PerMinute"/>, as for the kinds below, else 180: 3 a second.</summary>
    public int? TollFreePerMinute { get; init; }

    /// <summary>The same of each short code. Default 6,000: 100 a second.</summary>
    public int? ShortCodePerMinute { get; init; }

    /// <summary>The same of each name of letters. Default 600: 10 a second.</summary>
    public int? NamePerMinute { get; init; }

    /// <summary>Messages of WhatsApp in any minute of each number, at least 1; null is unlimited. Default 4,800: 80 a second, which a number has at first.
    /// Source: twilio.com/docs/whatsapp/api, "rate limits".</summary>
    public int? WhatsAppPerMinute { get; init; } = FirstOfWhatsApp;

    /// <summary>Those of senders of texts that are allowed more or less than their kind.</summary>
    public SenderLimits Senders { get; init; } = SenderLimits.None;

    /// <summary>Whose messages it takes: some of SMS, RCS and WhatsApp. Default SMS.</summary>
    public ChannelSet Channels { get; init; } = [Channel.Sms];

    /// <summary>Whether texts carry their file (MMS) where the networks do; default false: then it lies behind a link.</summary>
    public bool Mms { get; init; }

    /// <summary>Where templates are made. Default <c>https://content.twilio.com</c>.</summary>
    public Uri ContentEndpoint { get; init; } = new(Contents);

    /// <summary>As people know it.</summary>
    internal string Account => $"Twilio {AccountSid[..10]}…";

    /// <summary>What requests show: the key, or the account with its token.</summary>
    internal (string User, string Password) Credentials => ApiKey is null ? (AccountSid, AuthToken!) : (ApiKey, ApiKeySecret!);

    /// <returns>Null where no account is named.</returns>
    public static TwilioOptions? Read(SettingReader settings)
    {
        var section = settings.Section("ActiveReach").Section("Twilio");
        var account = section.TextOrNone(nameof(AccountSid), "the account's SID: AC and 32 of 0-9 a-f", text => IsSid(text, "AC"));
        var token = section.Secret(nameof(AuthToken), fewest: 16);
        var key = section.TextOrNone(nameof(ApiKey), "the key's SID: SK and 32 of 0-9 a-f", text => IsSid(text, "SK"));
        var secret = section.Secret(nameof(ApiKeySecret), fewest: 16);
        var service = section.TextOrNone(nameof(MessagingServiceSid), "the service's SID: MG and 32 of 0-9 a-f", text => IsSid(text, "MG"));
        var endpoint = section.Endpoint(nameof(Endpoint), "https://api.twilio.com");
        var perMinute = section.Limit(nameof(PerMinute), 1, int.MaxValue, otherwise: 60);
        var tollFree = section.LimitOfKind(nameof(TollFreePerMinute), (nameof(PerMinute), perMinute), 1, int.MaxValue, otherwise: 180);
        var shortCode = section.LimitOfKind(nameof(ShortCodePerMinute), (nameof(PerMinute), perMinute), 1, int.MaxValue, otherwise: 6000);
        var name = section.LimitOfKind(nameof(NamePerMinute), (nameof(PerMinute), perMinute), 1, int.MaxValue, otherwise: 600);
        var whatsApp = section.Limit(nameof(WhatsAppPerMinute), 1, int.MaxValue, otherwise: FirstOfWhatsApp);
        var senders = SenderLimits.Read(section);
        var channels = section.TextOrNone(nameof(Channels), "some of sms, rcs and whatsapp, with commas between", text => ChannelNames.TryParseAll(text, out var named) && named.Except(Offered).IsEmpty, "sms")!;
        var mms = section.Flag(nameof(Mms), otherwise: false);
        var contents = section.Endpoint(nameof(ContentEndpoint), Contents);
        section.Require((key is null) == (secret is null), $"{section.NameOf(key is null ? nameof(ApiKey) : nameof(ApiKeySecret))} is missing; write both of {section.NameOf(nameof(ApiKey))} and {section.NameOf(nameof(ApiKeySecret))}, or none.");
        section.Require(account is null || token is not null || key is not null, $"{section.NameOf(nameof(AuthToken))} is missing; write the token of the account, or {section.NameOf(nameof(ApiKey))} and {section.NameOf(nameof(ApiKeySecret))}.");
        return account is null || (token is null && secret is null)
            ? null
            : new TwilioOptions { AccountSid = account, AuthToken = token, ApiKey = secret is null ? null : key, ApiKeySecret = secret, MessagingServiceSid = service, Endpoint = endpoint, PerMinute = perMinute, TollFreePerMinute = tollFree, ShortCodePerMinute = shortCode, NamePerMinute = name, WhatsAppPerMinute = whatsApp, Senders = senders, Channels = ChannelNames.TryParseAll(channels, out var taken) ? taken : [], Mms = mms, ContentEndpoint = contents };
    }

    /// <summary>That of a sender of texts.</summary>
    internal SendLimit? LimitOf(string sender) => Senders.Of(Account, Channel.Sms, sender, TextSenders.Of(sender) switch
    {
        TextSender.TollFree => TollFreePerMinute,
        TextSender.ShortCode => ShortCodePerMinute,
        TextSender.Name => NamePerMinute,
        _ => PerMinute,
    }) is { } limit ? limit with { InSegments = true } : null;

    internal static bool IsSid(string text, string kind) => text.Length == 34 && text.StartsWith(kind, StringComparison.Ordinal) && text.Skip(2).All(char.IsAsciiHexDigit);
}
