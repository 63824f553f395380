namespace ActiveReach.Media;

/// <summary>What an upload is to whoever gets it.</summary>
public enum MediaKind
{
    Image,
    Video,
    Audio,
    Document,
}

/// <summary>A form of files that may be uploaded.</summary>
/// <param name="Name">As a Content-Type says it.</param>
/// <param name="Ending">Of a file's name, without the dot.</param>
/// <param name="Label">What people call it.</param>
public sealed record MediaType(string Name, MediaKind Kind, string Ending, string Label)
{
    public static readonly MediaType Jpeg = new("image/jpeg", MediaKind.Image, "jpg", "JPEG");
    public static readonly MediaType Png = new("image/png", MediaKind.Image, "png", "PNG");
    public static readonly MediaType Gif = new("image/gif", MediaKind.Image, "gif", "GIF");
    public static readonly MediaType WebP = new("image/webp", MediaKind.Image, "webp", "WebP");
    public static readonly MediaType Mp4 = new("video/mp4", MediaKind.Video, "mp4", "MP4");
    public static readonly MediaType ThreeGp = new("video/3gpp", MediaKind.Video, "3gp", "3GP");
    public static readonly MediaType Mp3 = new("audio/mpeg", MediaKind.Audio, "mp3", "MP3");
    public static readonly MediaType Ogg = new("audio/ogg", MediaKind.Audio, "ogg", "OGG");
    public static readonly MediaType Aac = new("audio/aac", MediaKind.Audio, "aac", "AAC");
    public static readonly MediaType Pdf = new("application/pdf", MediaKind.Document, "pdf", "PDF");
    public static readonly MediaType Calendar = new("text/calendar", MediaKind.Document, "ics", "iCalendar");

    public static IReadOnlyList<MediaType> All { get; } = [Jpeg, Png, Gif, WebP, Mp4, ThreeGp, Mp3, Ogg, Aac, Pdf, Calendar];

    /// <summary>All of them, for messages.</summary>
    public static string AnyOfThem { get; } = string.Join(", ", All.Select(type => type.Label));

    /// <summary>Other names that programs send.</summary>
    private static readonly Dictionary<string, MediaType> Others = new(StringComparer.OrdinalIgnoreCase)
    {
        ["image/jpg"] = Jpeg,
        ["image/pjpeg"] = Jpeg,
        ["video/3gp"] = ThreeGp,
        ["audio/mp3"] = Mp3,
        ["audio/x-aac"] = Aac,
        ["application/ogg"] = Ogg,
        ["application/ics"] = Calendar,
    };

    /// <summary>The type of a Content-Type without its parameters; null for one that can't be uploaded.</summary>
    public static MediaType? Of(string name) =>
        All.FirstOrDefault(type => string.Equals(type.Name, name, StringComparison.OrdinalIgnoreCase)) ?? Others.GetValueOrDefault(name);
}
