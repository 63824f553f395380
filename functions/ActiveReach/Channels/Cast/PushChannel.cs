namespace ActiveReach.Channels.Cast;

/// <summary>Push messages to apps and browsers. Source: firebase.google.com/docs/cloud-messaging/android/send-image (1 MB).</summary>
internal static class PushChannel
{
    public static ChannelTraits Traits { get; } = new()
    {
        Channel = Channel.Push,
        Name = "push",
        Label = "push",
        Messages = "push messages",
        ToReceivers = "push messages",
        Address = ChannelAddress.Device,
        Sender = SenderKind.App,
        Content = ["text", "title", "link", "media"],
        Media = new(1, [new(1, "push messages show pictures of up to 1 MB", ["image/jpeg", "image/png"])]),
        OneWith = [Channel.Push],
        KeepsLegalHours = true,
    };
}
