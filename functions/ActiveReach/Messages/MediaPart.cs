using System.Net;
using ActiveReach.Media;

namespace ActiveReach.Messages;

/// <summary>An upload in a message.</summary>
/// <param name="Link">Place of the tracked link to it among the links of the contents; null where its author shows it himself.</param>
/// <param name="Poster">The picture by which a film is shown; null for its name.</param>
internal sealed record MediaPart(PinnedMedia Item, int? Link, PinnedMedia? Poster = null)
{
    public bool IsPicture => MediaType.Of(Item.Type) is { Kind: MediaKind.Image };

    /// <summary>As it stands at the end of a mail: a picture, a film's poster, or the words of a link; each leads to it.</summary>
    public string InHtml(string click) => (IsPicture, Poster) switch
    {
        (true, _) => Shown(click, Item.Url, Item.Name),
        (_, { } poster) => Shown(click, poster.Url, $"▶ {Item.Name}"),
        _ => $"""<p><a href="{click}">{WebUtility.HtmlEncode(Item.Name)}</a></p>""",
    };

    private static string Shown(string click, string picture, string words) =>
        $"""<p><a href="{click}"><img src="{picture}" alt="{WebUtility.HtmlEncode(words)}" style="max-width:100%;border:0"></a></p>""";
}
