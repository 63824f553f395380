using ActiveReach.Channels.Cast;

namespace ActiveReach.Channels;

/// <summary>What channels are called, by the API and files and by people.</summary>
public static class ChannelNames
{
    /// <summary>All of them, for messages: "whatsapp, email … or in_app".</summary>
    public static string AnyOfThem { get; } = $"{string.Join(", ", ChannelSet.All.SkipLast(1).Select(channel => channel.Name()))} or {ChannelSet.All.Last().Name()}";

    /// <summary>As the API and files write it.</summary>
    public static string Name(this Channel channel) => channel.Traits().Name;

    public static bool TryParse(string? name, out Channel channel)
    {
        foreach (var each in ChannelSet.All)
        {
            if (each.Name() == name)
            {
                channel = each;
                return true;
            }
        }

        channel = default;
        return false;
    }

    /// <summary>Several, with commas between; false where one is none, or there is none at all.</summary>
    public static bool TryParseAll(string names, out ChannelSet channels)
    {
        var read = new List<Channel>();
        foreach (var name in names.Split(','))
        {
            if (TryParse(name.Trim(), out var channel))
                read.Add(channel);
            else
                read.Clear();
            if (read.Count == 0)
                break;
        }

        channels = [.. read];
        return read.Count > 0;
    }

    /// <summary>What marketers call the channel.</summary>
    public static string Label(this Channel channel) => channel.Traits().Label;

    /// <summary>What marketers call messages of the channel.</summary>
    public static string Messages(this Channel channel) => channel.Traits().Messages;

    /// <summary>What those who get them call messages of the channel: RCS and SMS are one to them.</summary>
    public static string ToReceivers(this Channel channel) => channel.Traits().ToReceivers;
}
