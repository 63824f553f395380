namespace ActiveReach.Channels;

/// <summary>The names of channels as the API, queues and files write them.</summary>
public static class ChannelNames
{
    private static readonly (Channel Channel, string Name)[] Names =
    [
        (Channel.WhatsApp, "whatsapp"), (Channel.Email, "email"), (Channel.Sms, "sms"),
        (Channel.Rcs, "rcs"), (Channel.Push, "push"), (Channel.InApp, "in_app"),
    ];

    public static string Name(this Channel channel) => Names[(int)channel - 1].Name;

    public static bool TryParse(string? name, out Channel channel)
    {
        channel = Names.FirstOrDefault(each => string.Equals(each.Name, name, StringComparison.Ordinal)).Channel;
        return channel != default;
    }

    /// <summary>What people call messages of the channel.</summary>
    public static string Label(this Channel channel) => channel switch
    {
        Channel.Sms => "SMS",
        Channel.Email => "e-mails",
        Channel.WhatsApp => "WhatsApp messages",
        Channel.Rcs => "RCS messages",
        Channel.Push => "push messages",
        _ => "in-app messages",
    };

    /// <summary>The queue that carries a channel's batches, e.g. <c>deliver-sms</c>.</summary>
    public static string DeliveryQueue(this Channel channel) => $"deliver-{channel.Name().Replace('_', '-')}";
}
