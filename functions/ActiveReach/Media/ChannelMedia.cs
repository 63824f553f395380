using System.Globalization;
using ActiveReach.Channels;

namespace ActiveReach.Media;

/// <summary>What uploads a message of each channel may carry.</summary>
public static class ChannelMedia
{
    private const long Megabyte = 1_000_000;

    /// <summary>Every mail program shows these.</summary>
    private static readonly MediaType[] ShownInMail = [MediaType.Jpeg, MediaType.Png, MediaType.Gif];

    private static readonly MediaType[] Linked = [MediaType.Mp4, MediaType.ThreeGp, MediaType.Mp3, MediaType.Ogg, MediaType.Aac, MediaType.Pdf];

    /// <summary>Sources: developers.facebook.com/docs/whatsapp/cloud-api/reference/media (supported media types; a header takes no sound);
    /// twilio.com/docs/messaging/guides/accepted-mime-types (5 MB for MMS); developers.google.com/business-communications/rcs-business-messaging
    /// (rich cards and files by address, 100 MB); firebase.google.com/docs/cloud-messaging/android/send-image (1 MB).</summary>
    private static readonly PerChannel<MediaAllowance> Known = new(
        whatsApp: new(1,
        [
            new(5 * Megabyte, "WhatsApp takes pictures of up to 5 MB", [MediaType.Jpeg, MediaType.Png]),
            new(16 * Megabyte, "WhatsApp takes films of up to 16 MB", [MediaType.Mp4, MediaType.ThreeGp]),
            new(100 * Megabyte, "WhatsApp takes documents of up to 100 MB", [MediaType.Pdf]),
        ]),
        email: new(10, [new(null, "", [.. ShownInMail, .. Linked])]),
        sms: new(1, [new(5 * Megabyte, "MMS carries up to 5 MB", [.. ShownInMail, .. Linked])]),
        rcs: new(1, [new(100 * Megabyte, "RCS takes files of up to 100 MB", [.. ShownInMail, MediaType.Mp4, MediaType.Pdf])]),
        push: new(1, [new(1 * Megabyte, "push messages show pictures of up to 1 MB", [MediaType.Jpeg, MediaType.Png])]),
        inApp: new(1, [new(null, "", [.. ShownInMail, MediaType.WebP])]));

    /// <summary>How many a message of the channel may carry.</summary>
    public static int Most(Channel channel) => Known[channel].Most;

    /// <summary>Why the channel can't carry it, with what would be right; null when it can.</summary>
    internal static (string Code, string Message)? Refusal(Channel channel, MediaItem item)
    {
        var limits = Known[channel].Limits;
        if (limits.FirstOrDefault(limit => limit.Types.Contains(item.Form)) is not { } limit)
            return ("media_type", $"'{item.Name}' is {item.Form.Label}, and {channel.Name()} carries {string.Join(", ", limits.SelectMany(each => each.Types).Select(type => type.Label))}: use another file.");
        return item.Bytes > limit.MostBytes
            ? ("media_too_large", string.Create(CultureInfo.InvariantCulture, $"'{item.Name}' has {item.Bytes / (double)Megabyte:0.0#} MB, and {limit.Words}: make it smaller."))
            : null;
    }

    private sealed record MediaAllowance(int Most, IReadOnlyList<MediaLimit> Limits);

    /// <param name="MostBytes">Null: as large as an upload may be.</param>
    private sealed record MediaLimit(long? MostBytes, string Words, IReadOnlyList<MediaType> Types);
}
