using System.Globalization;
using ActiveReach.Channels;
using ActiveReach.Channels.Cast;

namespace ActiveReach.Media;

/// <summary>What uploads a message of each channel may carry.</summary>
public static class ChannelMedia
{
    private const double Megabyte = 1_000_000;

    /// <summary>How many a message of the channel may carry.</summary>
    public static int Most(Channel channel) => channel.Traits().Media.Most;

    /// <summary>Why the channel can't carry it, with what would be right; null when it can.</summary>
    internal static (string Code, string Message)? Refusal(Channel channel, MediaItem item)
    {
        var limits = channel.Traits().Media.Limits;
        if (limits.FirstOrDefault(limit => limit.Types.Contains(item.Form.Name)) is not { } limit)
            return ("media_type", $"'{item.Name}' is {item.Form.Label}, and {channel.Name()} carries {string.Join(", ", limits.SelectMany(each => each.Types).Select(type => MediaType.Of(type)!.Label))}: use another file.");
        return item.Bytes > limit.Megabytes * Megabyte
            ? ("media_too_large", string.Create(CultureInfo.InvariantCulture, $"'{item.Name}' has {item.Bytes / Megabyte:0.0#} MB, and {limit.Words}: make it smaller."))
            : null;
    }
}
