namespace ActiveReach.Channels.Cast;

/// <summary>The inbox in the workspace's own app.</summary>
internal static class InAppChannel
{
    public static ChannelTraits Traits { get; } = new()
    {
        Channel = Channel.InApp,
        Name = "in_app",
        Label = "in-app",
        Messages = "in-app messages",
        ToReceivers = "in-app messages",
        Address = ChannelAddress.App,
        Sender = SenderKind.App,
        Content = ["text", "title", "link", "expiresIn", "pinned", "media"],
        Media = new(1, [new(null, "", [.. MediaAllowance.Pictures, "image/webp"])]),
        OneWith = [Channel.InApp],
        TellsOpens = true,
        IsToldByReader = true,
    };
}
