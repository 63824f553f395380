namespace ActiveReach.Channels.Cast;

/// <summary>WhatsApp. Meta delivers no marketing to numbers that begin with +1, since April 2025; a header takes no sound.
/// Sources: developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates and …/reference/media (supported media types).</summary>
internal static class WhatsAppChannel
{
    public static ChannelTraits Traits { get; } = new()
    {
        Channel = Channel.WhatsApp,
        Name = "whatsapp",
        Label = "WhatsApp",
        Messages = "WhatsApp messages",
        ToReceivers = "WhatsApp messages",
        Address = ChannelAddress.Phone,
        Sender = SenderKind.Number,
        Content = ["text", "parameters", "media"],
        Media = new(1,
        [
            new(5, "WhatsApp takes pictures of up to 5 MB", ["image/jpeg", "image/png"]),
            new(16, "WhatsApp takes films of up to 16 MB", ["video/mp4", "video/3gpp"]),
            new(100, "WhatsApp takes documents of up to 100 MB", ["application/pdf"]),
        ]),
        OneWith = [Channel.WhatsApp],
        TellsOpens = true,
        IsToldByReader = true,
        IsAnswered = true,
        KeepsLegalHours = true,
        IsMadeOfTemplates = true,
        HasConversations = true,
        CapsPeople = true,
        ClosedTo = "+1",
    };
}
