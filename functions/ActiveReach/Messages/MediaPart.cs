using System.Net;
using ActiveReach.Media;

namespace ActiveReach.Messages;

/// <summary>An upload in a message.</summary>
/// <param name="Link">Place of the tracked link to it among the links of the contents; null where its author shows it himself.</param>
internal sealed record MediaPart(PinnedMedia Item, int? Link)
{
    public bool IsPicture => MediaType.Of(Item.Type) is { Kind: MediaKind.Image };

    /// <summary>As it stands at the end of a mail: a picture, or the words of a link; either leads to it.</summary>
    public string InHtml(string click) => IsPicture
        ? $"""<p><a href="{click}"><img src="{Item.Url}" alt="{WebUtility.HtmlEncode(Item.Name)}" style="max-width:100%;border:0"></a></p>"""
        : $"""<p><a href="{click}">{WebUtility.HtmlEncode(Item.Name)}</a></p>""";
}
