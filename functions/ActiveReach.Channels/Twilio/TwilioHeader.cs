using ActiveReach.Media;
using ActiveReach.Providers;

namespace ActiveReach.Channels.Twilio;

/// <summary>The file in the header of a template. Its address stands in the content up to the last part, which is a variable: what a message shows, with an ending that tells the type.
/// Source: twilio.com/docs/content/whatsappcard ("the combined URL must contain the file type" and "must resolve to a publicly hosted file"); twilio.com/docs/whatsapp/guidance-whatsapp-media-messages (16 MB; images of 5 MB; films are MP4).</summary>
internal static class TwilioHeader
{
    public const long MostBytes = 16 * 1000 * 1000;

    /// <summary>What both Twilio and Meta's reviewers take.</summary>
    public static readonly IReadOnlyList<MediaType> Shown = [MediaType.Jpeg, MediaType.Png, MediaType.Mp4, MediaType.Pdf];

    public static bool Carries(MessageMedia file) => Shown.Any(form => form.Name == file.Type);

    /// <summary>The address as the content has it.</summary>
    /// <param name="samples">Those of the variables before; that of the file is added.</param>
    public static string Of(HeaderExample example, List<string> samples)
    {
        samples.Add($"{LastPart(example.Url)}.{example.Item.Form.Ending}");
        return $"{example.Url[..^LastPart(example.Url).Length]}{{{{{samples.Count}}}}}";
    }

    /// <summary>What a message puts at its end.</summary>
    public static string ValueOf(MessageMedia file) => $"{LastPart(file.Url)}.{MediaType.Of(file.Type)?.Ending}";

    private static string LastPart(string url) => url[(url.LastIndexOf('/') + 1)..];
}
