using System.Text.RegularExpressions;
using ActiveReach.Channels.Vendors;
using ActiveReach.Settings;

namespace ActiveReach.Channels.Ses;

/// <summary>Amazon SES in one region (settings <c>ActiveReach__Ses__*</c>). It takes mails as soon as its region is named.</summary>
public sealed partial record SesOptions
{
    /// <summary>E.g. <c>eu-west-1</c>; identities and limits are the region's.</summary>
    public required string Region { get; init; }

    /// <summary>Of a user that may <c>ses:SendEmail</c>.</summary>
    public required string AccessKeyId { get; init; }

    public required string SecretAccessKey { get; init; }

    /// <summary>Whose event destination tells what becomes of mails; null (default): nothing is told.</summary>
    public string? ConfigurationSet { get; init; }

    /// <summary>The topic of SNS that events come by; null (default) takes those of any that knows the secret.</summary>
    public string? TopicArn { get; init; }

    /// <summary>Default <c>https://email.{region}.amazonaws.com</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Mails in any second, at least 1, which is how Amazon counts; null (default) where the minute says it. Source: docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html.</summary>
    public int? PerSecond { get; init; }

    /// <summary>Mails in any minute, at least 1; null is unlimited. Default 60, which an account has in the sandbox, with 200 a day: Amazon raises both on request; unlimited beside a limit by the second.</summary>
    public int? PerMinute { get; init; }

    /// <returns>Null where no region is named.</returns>
    public static SesOptions? Read(SettingReader settings)
    {
        var section = settings.Section("ActiveReach").Section("Ses");
        var region = section.TextOrNone(nameof(Region), "a region of Amazon's, e.g. eu-west-1", Place().IsMatch);
        var key = section.TextOrNone(nameof(AccessKeyId), "the id of an access key, e.g. AKIAIOSFODNN7EXAMPLE", text => text.Length is >= 16 and <= 128 && text.All(char.IsAsciiLetterOrDigit));
        var secret = section.Secret(nameof(SecretAccessKey), fewest: 16, inHeader: true);
        var set = section.TextOrNone(nameof(ConfigurationSet), "the name of a configuration set: up to 64 letters, digits, - and _", text => text.Length <= 64 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'));
        var topic = section.TextOrNone(nameof(TopicArn), "the ARN of a topic, e.g. arn:aws:sns:eu-west-1:123456789012:mail-events", text => text.StartsWith("arn:aws", StringComparison.Ordinal) && text.Contains(":sns:", StringComparison.Ordinal));
        var endpoint = section.EndpointOrNone(nameof(Endpoint), "https://email.eu-west-1.amazonaws.com");
        var perSecond = section.Limit(nameof(PerSecond), 1, int.MaxValue);
        var perMinute = section.Limit(nameof(PerMinute), 1, int.MaxValue, otherwise: perSecond is null ? 60 : null);
        if (region is null)
            return null;
        section.Require(key is not null && secret is not null, $"{section.NameOf(key is null ? nameof(AccessKeyId) : nameof(SecretAccessKey))} is missing; write the id and the secret of an access key of a user that may ses:SendEmail.");
        return new SesOptions
        {
            Region = region,
            AccessKeyId = key ?? "",
            SecretAccessKey = secret ?? "",
            ConfigurationSet = set,
            TopicArn = topic,
            Endpoint = endpoint ?? new Uri($"https://email.{region}.amazonaws.com"),
            PerSecond = perSecond,
            PerMinute = perMinute,
        };
    }

    [GeneratedRegex("^[a-z]{2}(-[a-z]+)+-[0-9]$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Place();
}
