using System.Security.Cryptography;
using System.Text;

namespace Carriers.StandIn.Twilio;

/// <summary>A text that Twilio has taken.</summary>
/// <param name="Callback">Where its reports shall come to; null for nowhere.</param>
public sealed record TwilioText(string Sid, string From, string To, string Body, string? Service, string? Callback)
{
    public DateTimeOffset At { get; init; }

    /// <summary>The address of the file that it carries.</summary>
    public string? Media { get; init; }

    /// <summary>The template that it is made of.</summary>
    public string? Content { get; init; }

    /// <summary>The template's values, as JSON.</summary>
    public string? Variables { get; init; }

    /// <summary>A report, with its signature.</summary>
    public TwilioCallback Report(string status, int? code = null, string token = TwilioStandIn.Token)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["SmsSid"] = Sid,
            ["SmsStatus"] = status,
            ["MessageStatus"] = status,
            ["To"] = To,
            ["MessageSid"] = Sid,
            ["AccountSid"] = TwilioStandIn.Account,
            ["From"] = From,
            ["ApiVersion"] = "2010-04-01",
        };
        if (code is { } error)
            fields["ErrorCode"] = $"{error}";
        return TwilioCallback.Of(Callback!, fields, token);
    }

    /// <summary>What the person writes to the sender.</summary>
    public TwilioCallback Answer(string text, string address) => TwilioCallback.Of(
        address,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ToCountry"] = "US",
            ["SmsMessageSid"] = $"SM{Sid[2..]}",
            ["NumMedia"] = "0",
            ["FromCity"] = "",
            ["SmsSid"] = $"IN{Sid[2..]}",
            ["SmsStatus"] = "received",
            ["Body"] = text,
            ["To"] = From,
            ["NumSegments"] = "1",
            ["MessageSid"] = $"IN{Sid[2..]}",
            ["AccountSid"] = TwilioStandIn.Account,
            ["From"] = To,
            ["ApiVersion"] = "2010-04-01",
        },
        TwilioStandIn.Token);
}

/// <summary>A form that Twilio posts.</summary>
public sealed record TwilioCallback(string Address, IReadOnlyDictionary<string, string> Fields, string Signature)
{
    public static TwilioCallback Of(string address, IReadOnlyDictionary<string, string> fields, string token)
    {
        var signed = address + string.Concat(fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => field.Key + field.Value));
#pragma warning disable CA5350 // The algorithm is Twilio's.
        return new TwilioCallback(address, fields, Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(signed))));
#pragma warning restore CA5350
    }
}
