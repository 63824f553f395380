namespace ActiveReach.Channels.Cast;

/// <summary>Texts, and MMS with them. To people RCS and SMS are one: what fails there comes as a text of the same sender.
/// Source: twilio.com/docs/messaging/guides/accepted-mime-types (5 MB for MMS).</summary>
internal static class SmsChannel
{
    public static ChannelTraits Traits { get; } = new()
    {
        Channel = Channel.Sms,
        Name = "sms",
        Label = "SMS",
        Messages = "SMS",
        ToReceivers = "text messages",
        Address = ChannelAddress.Phone,
        Sender = SenderKind.NumberOrName,
        Content = ["text", "media"],
        Media = new(1, [new(5, "MMS carries up to 5 MB", [.. MediaAllowance.Pictures, .. MediaAllowance.Linked])]),
        OneWith = [Channel.Sms, Channel.Rcs],
        IsAnswered = true,
        KeepsLegalHours = true,
        LinksMedia = true,
    };
}
