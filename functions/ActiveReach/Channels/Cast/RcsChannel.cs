namespace ActiveReach.Channels.Cast;

/// <summary>RCS. Source: developers.google.com/business-communications/rcs-business-messaging (rich cards and files by address, 100 MB).</summary>
internal static class RcsChannel
{
    public static ChannelTraits Traits { get; } = new()
    {
        Channel = Channel.Rcs,
        Name = "rcs",
        Label = "RCS",
        Messages = "RCS messages",
        ToReceivers = "text messages",
        Address = ChannelAddress.Phone,
        Sender = SenderKind.Agent,
        Content = ["text", "title", "suggestions", "media", "cards", "cardWidth"],
        Media = new(1, [new(100, "RCS takes files of up to 100 MB", [.. MediaAllowance.Pictures, "video/mp4", "application/pdf"])]),
        OneWith = [Channel.Sms, Channel.Rcs],
        TellsOpens = true,
        IsToldByReader = true,
        IsAnswered = true,
        KeepsLegalHours = true,
    };
}
