using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Carriers.StandIn.Vendors;

namespace Carriers.StandIn.Twilio;

/// <summary>Twilio's REST API on this machine, as far as texts of one account are concerned.</summary>
public sealed class TwilioStandIn : VendorStandIn
{
    public const string Account = "AC0123456789abcdef0123456789abcdef";
    public const string Token = "a-token-of-the-stand-in";
    public const string Key = "SK0123456789abcdef0123456789abcdef";
    public const string KeySecret = "a-secret-of-the-stand-in";

    private readonly ConcurrentQueue<TwilioText> texts = new();
    private int numbered;

    /// <summary>What it has sent.</summary>
    public IReadOnlyList<TwilioText> Texts => [.. texts];

    public static async Task<TwilioStandIn> OpenAsync()
    {
        var standIn = new TwilioStandIn();
        await standIn.StartAsync();
        return standIn;
    }

    protected override string? FaultOf(VendorRequest request) => request.Header("Authorization") == Basic(Account, Token) || request.Header("Authorization") == Basic(Key, KeySecret) ? null : "another token";

    protected override (int Status, JsonNode Answer)? Take(VendorRequest request)
    {
        var form = request.Form;
        if (request.Method != "POST" || request.Path != $"/2010-04-01/Accounts/{Account}/Messages.json" || request.Header("Content-Type") != "application/x-www-form-urlencoded"
            || form.GetValueOrDefault("To") is not { Length: > 0 } to || form.GetValueOrDefault("From") is not { Length: > 0 } from || form.GetValueOrDefault("Body") is not { Length: > 0 and <= 1600 } body)
            return null;
        var text = new TwilioText($"SM{Interlocked.Increment(ref numbered):x32}", from, to, body, form.GetValueOrDefault("MessagingServiceSid"), form.GetValueOrDefault("StatusCallback"));
        texts.Enqueue(text);
        return (201, new JsonObject { ["sid"] = text.Sid, ["account_sid"] = Account, ["status"] = "queued", ["from"] = from, ["to"] = to, ["body"] = body, ["num_segments"] = "1", ["error_code"] = null });
    }

    protected override JsonNode ErrorOf(int status, string? code) => new JsonObject
    {
        ["code"] = code is null ? null : int.Parse(code, CultureInfo.InvariantCulture),
        ["message"] = "Words of Twilio",
        ["more_info"] = $"https://www.twilio.com/docs/errors/{code}",
        ["status"] = status,
    };

    private static string Basic(string user, string password) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}";
}
