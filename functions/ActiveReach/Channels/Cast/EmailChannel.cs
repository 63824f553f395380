namespace ActiveReach.Channels.Cast;

/// <summary>Mails.</summary>
internal static class EmailChannel
{
    public static ChannelTraits Traits { get; } = new()
    {
        Channel = Channel.Email,
        Name = "email",
        Label = "e-mail",
        Messages = "e-mails",
        ToReceivers = "e-mail",
        Address = ChannelAddress.Email,
        Sender = SenderKind.Mailbox,
        Content = ["text", "subject", "html", "preheader", "inlineStyles", "media", "attachments"],
        Media = new(10, [new(null, "", [.. MediaAllowance.Pictures, .. MediaAllowance.Linked])]),
        Attachments = new(10, [new(null, "", [.. MediaAllowance.Pictures, "application/pdf", "text/calendar"])]),
        OneWith = [Channel.Email],
        TellsOpens = true,
        LinksMedia = true,
    };
}
