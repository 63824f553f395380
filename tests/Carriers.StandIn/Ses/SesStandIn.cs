using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Carriers.StandIn.Vendors;

namespace Carriers.StandIn.Ses;

/// <summary>Amazon SES on this machine, as far as mails of one account in one region are concerned. It works every signature out by itself.</summary>
public sealed class SesStandIn : VendorStandIn
{
    public const string Region = "eu-west-1";
    public const string KeyId = "AKIAIOSFODNN7EXAMPLE";
    public const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    public const string ConfigurationSet = "campaigns";
    public const string Topic = "arn:aws:sns:eu-west-1:123456789012:mail-events";

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private readonly ConcurrentQueue<SesMail> mails = new();
    private int numbered;

    /// <summary>The clock that mails are dated by; the system's where none is set.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>What it has sent.</summary>
    public IReadOnlyList<SesMail> Mails => [.. mails];

    public static async Task<SesStandIn> OpenAsync()
    {
        var standIn = new SesStandIn();
        await standIn.StartAsync();
        return standIn;
    }

    protected override string? FaultOf(VendorRequest request)
    {
        if (!DateTimeOffset.TryParseExact(request.Header("X-Amz-Date"), "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) || (TimeProvider.System.GetUtcNow() - date).Duration() > Skew)
            return $"X-Amz-Date is '{request.Header("X-Amz-Date")}'";
        var (written, scope) = (request.Header("X-Amz-Date")!, $"{request.Header("X-Amz-Date")![..8]}/{Region}/ses/aws4_request");
        var canonical = $"{request.Method}\n{request.Path}\n{request.Query.TrimStart('?')}\ncontent-type:{request.Header("Content-Type")}\nhost:{request.Host}\nx-amz-date:{written}\n\ncontent-type;host;x-amz-date\n{Hex(SHA256.HashData(request.Bytes))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + Secret);
        foreach (var part in scope.Split('/'))
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        var signature = Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"AWS4-HMAC-SHA256\n{written}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}")));
        return request.Header("Authorization") == $"AWS4-HMAC-SHA256 Credential={KeyId}/{scope}, SignedHeaders=content-type;host;x-amz-date, Signature={signature}" ? null : "another signature";
    }

    protected override (int Status, JsonNode Answer)? Take(VendorRequest request)
    {
        if (request.Method != "POST" || request.Path != "/v2/email/outbound-emails" || request.Json is not { } body || (string?)body["FromEmailAddress"] is not { } from
            || body["Destination"]?["ToAddresses"] is not JsonArray { Count: 1 } to || body["Content"]?["Simple"] is not JsonObject simple || (string?)simple["Subject"]?["Data"] is not { } subject
            || (string?)body["ConfigurationSetName"] != ConfigurationSet || body["EmailTags"] is not JsonArray { Count: 1 } tags || (string?)tags[0]!["Name"] != "activereach"
            || ((string?)tags[0]!["Value"])?.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') != true)
            return null;
        if (AttachedTo(simple) is not { } attached)
            return null;
        var headers = (simple["Headers"]?.AsArray() ?? []).ToDictionary(header => (string)header!["Name"]!, header => (string)header!["Value"]!);
        var mail = new SesMail(
            $"0102{Interlocked.Increment(ref numbered):x12}-000000", from, (string)to[0]!, subject, (string?)simple["Body"]?["Text"]?["Data"], (string?)simple["Body"]?["Html"]?["Data"], headers, (string)tags[0]!["Value"]!)
        {
            Attachments = attached,
            At = Clock.GetUtcNow(),
        };
        mails.Enqueue(mail);
        return (200, new JsonObject { ["MessageId"] = mail.Id });
    }

    /// <summary>Null where something is not as the reference has it: an attachment without BASE64 would be written as 7-bit text.</summary>
    private static StandInAttachment[]? AttachedTo(JsonObject simple)
    {
        var attachments = simple["Attachments"]?.AsArray() ?? [];
        return attachments.All(each => (string?)each!["ContentTransferEncoding"] == "BASE64" && (string?)each["ContentDisposition"] == "ATTACHMENT" && ((string?)each["FileName"])?.Length is > 0 and <= 255)
            ? [.. attachments.Select(each => new StandInAttachment((string)each!["FileName"]!, (string)each["ContentType"]!, Convert.FromBase64String((string)each["RawContent"]!)))]
            : null;
    }

    protected override JsonNode ErrorOf(int status, string? code) => new JsonObject { ["message"] = code is "TooManyRequestsException+daily" ? "Daily message quota exceeded." : code is "MessageRejected+address" ? "Email address is not verified." : "Words of Amazon" };

    protected override (string Name, string Value)? ErrorHeader(string? code) => code is null ? null : ("x-amzn-ErrorType", $"{code.Split('+')[0]}:http://internal.amazon.com/coral/com.amazonaws.services.simpleemailv2/");

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
