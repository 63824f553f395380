using ActiveReach.Channels;
using ActiveReach.Channels.Cast;
using ActiveReach.Media;
using ActiveReach.Problems;

namespace ActiveReach.Campaigns.Carried;

/// <summary>Which pictures films are shown by in mails, whose readers play none.</summary>
internal static class PosterRules
{
    /// <param name="given">Of the content, or of one of its cards.</param>
    /// <param name="shown">The uploads that the author places in the HTML himself.</param>
    public static IEnumerable<InputProblem> Check(string path, Channel channel, Content content, IReadOnlyList<MediaReference> given, IReadOnlyDictionary<string, MediaItem?> known, IReadOnlyList<string> shown)
    {
        for (var place = 0; place < given.Count; place++)
        {
            var (at, reference) = ($"{path}[{place}].posterId", given[place]);
            if (reference.PosterId is { } poster && Fault(at, channel, content, known[reference.MediaId], InputProblem.Shorten(poster), known[poster], shown.Contains(reference.MediaId, StringComparer.Ordinal)) is var (code, message))
                yield return new InputProblem(at, code, message);
        }
    }

    private static (string Code, string Message)? Fault(string at, Channel channel, Content content, MediaItem? film, string id, MediaItem? poster, bool isPlaced) => (film, poster) switch
    {
        _ when channel is not Channel.Email => ("not_on_this_channel", $"{at} is a picture for a film in a mail, and {channel.Name()} shows no poster: remove it."),
        ({ Form.Kind: not MediaKind.Video } other, _) => ("no_place", $"{at} names a poster, and '{other.Name}' is {other.Form.Label}: films alone have posters, so remove it."),
        (_, null) => ("unknown_media", $"{at} is '{id}', and there is no such upload in this workspace: send the file to POST media first."),
        (_, { } still) when !MediaAllowance.Pictures.Contains(still.Form.Name, StringComparer.Ordinal) => ("media_type", $"{at}: '{still.Name}' is {still.Form.Label}, and a poster is JPEG, PNG, GIF: use another file."),
        _ when content.Html is null => ("without_html", $"{at} is a picture, and there is no HTML to show it: write html, or remove it."),
        _ when isPlaced => ("no_effect", $"{at} does nothing, since the html leads to the film itself: show the poster there, or remove it."),
        _ => null,
    };
}
