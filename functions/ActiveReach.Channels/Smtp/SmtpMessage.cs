using MimeKit;

namespace ActiveReach.Channels.Smtp;

/// <summary>A mail as it goes over the wire (RFC 5322).</summary>
internal static class SmtpMessage
{
    public static MimeMessage Of(OutgoingMessage message)
    {
        var mail = new MimeMessage
        {
            Date = message.FirstSentAt,
            MessageId = IdOf(message),
            Subject = message.Subject ?? "",
            Body = new BodyBuilder { TextBody = message.Text, HtmlBody = message.Html }.ToMessageBody(),
        };
        mail.From.Add(new MailboxAddress("", message.From));
        mail.To.Add(new MailboxAddress("", message.To));
        foreach (var (name, value) in message.Headers)
            mail.Headers.Add(name, value);
        return mail;
    }

    /// <summary>The same each time the message is sent, so that a mailbox that gets it twice after all can tell: its tag, at the sender's domain.</summary>
    private static string IdOf(OutgoingMessage message) => $"{message.Tag.Replace(':', '.')}@{message.From[(message.From.LastIndexOf('@') + 1)..]}";
}
