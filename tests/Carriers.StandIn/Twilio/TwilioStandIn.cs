using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Carriers.StandIn.Vendors;

namespace Carriers.StandIn.Twilio;

/// <summary>Twilio's REST API on this machine, as far as messages of one account and their templates are concerned.</summary>
public sealed class TwilioStandIn : VendorStandIn
{
    public const string Account = "AC0123456789abcdef0123456789abcdef";
    public const string Token = "a-token-of-the-stand-in";
    public const string Key = "SK0123456789abcdef0123456789abcdef";
    public const string KeySecret = "a-secret-of-the-stand-in";

    private const string Messages = $"/2010-04-01/Accounts/{Account}/Messages.json";

    private readonly ConcurrentQueue<TwilioText> texts = new();
    private int numbered;

    /// <summary>What lets the key in now.</summary>
    public string SecretOfKey { get; set; } = KeySecret;

    /// <summary>What it has sent.</summary>
    public IReadOnlyList<TwilioText> Texts => [.. texts];

    /// <summary>By which it notes when a text came.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>What Meta is shown through it.</summary>
    public TwilioContents Contents { get; } = new();

    public static async Task<TwilioStandIn> OpenAsync()
    {
        var standIn = new TwilioStandIn();
        await standIn.StartAsync();
        return standIn;
    }

    protected override string? FaultOf(VendorRequest request) => request.Header("Authorization") == Basic(Account, Token) || request.Header("Authorization") == Basic(Key, SecretOfKey) ? null : "another token";

    protected override (int Status, JsonNode Answer)? Take(VendorRequest request) => request.Path switch
    {
        Messages => Send(request),
        $"/2010-04-01/Accounts/{Account}.json" when request.Method == "GET" => (200, new JsonObject { ["sid"] = Account, ["status"] = "active" }),
        _ => Contents.Take(request),
    };

    protected override JsonNode ErrorOf(int status, string? code) => new JsonObject
    {
        ["code"] = code is null ? null : int.Parse(code, CultureInfo.InvariantCulture),
        ["message"] = "Words of Twilio",
        ["more_info"] = $"https://www.twilio.com/docs/errors/{code}",
        ["status"] = status,
    };

    private (int, JsonNode)? Send(VendorRequest request)
    {
        var form = request.Form;
        if (request.Method != "POST" || request.Header("Content-Type") != "application/x-www-form-urlencoded" || form.GetValueOrDefault("To") is not { Length: > 0 } to || form.GetValueOrDefault("From") is not { Length: > 0 } from
            || ChannelOf(to) != ChannelOf(from))
            return null;
        var (body, content) = (form.GetValueOrDefault("Body"), form.GetValueOrDefault("ContentSid"));
        var isFit = ChannelOf(to) switch
        {
            "whatsapp:" => body is null && content is not null && Contents.Fits(content, form.GetValueOrDefault("ContentVariables")),
            "rcs:" => (content is null ? body is { Length: > 0 and <= 3072 } : body is null && Contents.FitsRcs(content, form.GetValueOrDefault("ContentVariables"))) && form.GetValueOrDefault("MessagingServiceSid") is null,
            _ => body is { Length: > 0 and <= 1600 } && content is null,
        };
        if (!isFit)
            return null;
        var text = new TwilioText($"SM{Interlocked.Increment(ref numbered):x32}", from, to, body ?? "", form.GetValueOrDefault("MessagingServiceSid"), form.GetValueOrDefault("StatusCallback"))
        {
            At = Clock.GetUtcNow(),
            Media = form.GetValueOrDefault("MediaUrl"),
            Content = content,
            Variables = form.GetValueOrDefault("ContentVariables"),
        };
        texts.Enqueue(text);
        return (201, new JsonObject { ["sid"] = text.Sid, ["account_sid"] = Account, ["status"] = "queued", ["from"] = from, ["to"] = to, ["body"] = body, ["num_segments"] = "1", ["error_code"] = null });
    }

    private static string ChannelOf(string address) => address[..(address.IndexOf(':', StringComparison.Ordinal) + 1)];

    private static string Basic(string user, string password) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}";
}
