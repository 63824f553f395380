using System.Globalization;
using ActiveReach.Channels.Vendors;
using ActiveReach.Delivery;
using ActiveReach.Ids;
using ActiveReach.Inbox;
using ActiveReach.Inputs;

namespace ActiveReach.Channels.Ses;

/// <summary>Reads events of Amazon SES as its event publishing, or its feedback notifications, write them.
/// Source: docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html.</summary>
public sealed class SesEventReader : IProviderEventReader
{
    public const string Name = "ses";

    public string Source => Name;

    /// <summary>The kind of an event; null for what is none.</summary>
    public static string? KindOf(InputValue told) => told["eventType"]?.AsText ?? told["notificationType"]?.AsText;

    public ProviderEvent? Read(ReadOnlyMemory<byte> payload, DateTimeOffset receivedAt)
    {
        var told = JsonInput.Read(payload);
        if (told["mail"] is not { IsObject: true } mail)
            return null;
        var tag = mail["tags"]?[SesTag.Name] is { Count: > 0 } tags ? SesTag.Read(tags.Items.First().AsText) : null;

        // A mail to a member: nobody waits for its report.
        if (tag is not null && !LedgerAddress.TryParse(tag, out _))
            return null;
        var message = new MessageReport(LedgerEventKind.Delivered, Channel.Email, SenderOf(mail["source"]?.AsText), tag, mail["messageId"]?.AsText, null, receivedAt);

        // Opens and clicks are told by our own pixel and links; a delay is none of what a mail ends in.
        return KindOf(told) switch
        {
            "Delivery" => message with { At = TimeOf(told["delivery"], receivedAt) },
            "Bounce" => Bounce(message, told["bounce"], receivedAt),
            "Complaint" => message with { Kind = LedgerEventKind.OptedOut, IsComplaint = true, Recipient = RecipientOf(told["complaint"]?["complainedRecipients"]), At = TimeOf(told["complaint"], receivedAt) },
            "Reject" => message with { Kind = LedgerEventKind.Failed, Reason = "rejected_by_provider" },
            _ => null,
        };
    }

    /// <summary>Permanent is hard, but where SES didn't try, since the address stands on its own list.</summary>
    private static MessageReport Bounce(MessageReport message, InputValue? bounce, DateTimeOffset receivedAt)
    {
        var (type, subtype) = (bounce?["bounceType"]?.AsText, bounce?["bounceSubType"]?.AsText);
        message = message with { Recipient = RecipientOf(bounce?["bouncedRecipients"]), At = TimeOf(bounce, receivedAt) };
        return (type, subtype) switch
        {
            ("Permanent", "Suppressed" or "OnAccountSuppressionList" or "UnsubscribedRecipient") => message with { Kind = LedgerEventKind.Failed, Reason = "suppressed_by_provider" },
            ("Permanent", _) => message with { Kind = LedgerEventKind.Bounced, Reason = "bounced", IsHardBounce = true },
            (_, null or "" or "General" or "Undetermined" or "CustomTimeoutExceeded") => message with { Kind = LedgerEventKind.Bounced, Reason = "bounced" },
            _ => message with { Kind = LedgerEventKind.Bounced, Reason = VendorAnswer.ReasonOf(subtype) },
        };
    }

    private static string? RecipientOf(InputValue? recipients) => recipients is { Count: > 0 } some && some.Items.First()["emailAddress"]?.AsText is { Length: > 0 } address ? address : null;

    /// <summary>The mailbox of <c>Shop &lt;news@shop.example&gt;</c>.</summary>
    private static string? SenderOf(string? source) => source is not null && source.LastIndexOf('<') is >= 0 and var from ? source[(from + 1)..].TrimEnd('>', ' ') : source;

    /// <summary>When it happened by SES's word; a time in the future, or none, is the time it was received.</summary>
    private static DateTimeOffset TimeOf(InputValue? details, DateTimeOffset receivedAt) =>
        DateTimeOffset.TryParse(details?["timestamp"]?.AsText, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) && at <= receivedAt && at > receivedAt.AddYears(-1) ? at : receivedAt;
}
