using ActiveReach.Channels.Attached;
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
            Body = Body(message),
        };
        mail.From.Add(new MailboxAddress("", message.From));
        mail.To.Add(new MailboxAddress("", message.To));
        foreach (var (name, value) in message.Headers)
            mail.Headers.Add(name, value);
        return mail;
    }

    private static MimeEntity Body(OutgoingMessage message)
    {
        var words = new BodyBuilder { TextBody = message.Text, HtmlBody = message.Html }.ToMessageBody();
        if (message.Attachments.Count == 0)
            return words;
        var all = new Multipart("mixed") { words };
        foreach (var attachment in message.Attachments)
            all.Add(Attached(attachment));
        return all;
    }

    /// <summary>Its bytes are those that all messages share. A name in other letters than ASCII is written as RFC 2231 says.</summary>
    private static MimePart Attached(MessageAttachment attachment)
    {
        var part = new MimePart(attachment.Type)
        {
            Content = new MimeContent(attachment.File!.Open()),
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
            ContentTransferEncoding = ContentEncoding.Base64,
            FileName = attachment.Name,
        };
        if (part.ContentType.IsMimeType("text", "*"))
            part.ContentType.Charset = "utf-8";
        return part;
    }

    /// <summary>The same each time the message is sent, so that a mailbox that gets it twice after all can tell: its tag, at the sender's domain.</summary>
    private static string IdOf(OutgoingMessage message) => $"{message.Tag.Replace(':', '.')}@{message.From[(message.From.LastIndexOf('@') + 1)..]}";
}
