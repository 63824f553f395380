using System.Text.RegularExpressions;
using MailKit.Net.Smtp;

namespace ActiveReach.Channels.Smtp;

/// <summary>What a refusal of a mail server means. Source: RFC 5321 4.2 and 4.3.2, RFC 3463.</summary>
internal static partial class SmtpVerdict
{
    public static HandOver Of(SmtpCommandException refusal)
    {
        var status = (int)refusal.StatusCode;
        return refusal.ErrorCode switch
        {
            // Whose password is no more.
            _ when status is 534 or 535 or 538 => new HandOver(HandOverResult.Deferred, null, "not_authorized"),

            // A mailbox that is full or away today is so for its owner alone: nobody else waits for it.
            SmtpErrorCode.RecipientNotAccepted when status >= 500 || OfTheMailbox().IsMatch(refusal.Message) => new HandOver(HandOverResult.Rejected, null, "mailbox_unavailable"),
            _ when status < 500 => new HandOver(HandOverResult.Deferred, null, status is 421 ? "unavailable" : "try_later"),
            SmtpErrorCode.SenderNotAccepted => new HandOver(HandOverResult.Rejected, null, status is 552 ? "too_large" : "sender_refused"),
            _ => new HandOver(HandOverResult.Rejected, null, status is 552 ? "too_large" : "content_refused"),
        };
    }

    [GeneratedRegex(@"(?<![\d.])4\.[12]\.\d{1,3}(?![\d.])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OfTheMailbox();
}
