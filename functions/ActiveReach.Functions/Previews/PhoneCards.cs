using System.Globalization;
using System.Text;
using ActiveReach.Channels;
using ActiveReach.Functions.Http;

namespace ActiveReach.Functions.Previews;

/// <summary>What cards on a phone are made of: pictures, words, and what can be tapped.</summary>
internal static class PhoneCards
{
    /// <summary>To leaf through, with a finger or the keys.</summary>
    public static void Write(StringBuilder body, Carousel carousel)
    {
        body.Append(CultureInfo.InvariantCulture, $"<div class=\"cards{(carousel.Width is CardWidth.Small ? " narrow" : "")}\" role=\"region\" tabindex=\"0\" aria-label=\"{carousel.Cards.Count} cards side by side\">");
        foreach (var card in carousel.Cards)
        {
            body.Append("<div class=\"card\">");
            if (card.Media is { } media)
                WriteMedia(body, media);
            WriteWords(body, card.Title, card.Description);
            WriteChips(body, card.Suggestions);
            body.Append("</div>");
        }

        body.Append("</div>");
    }

    public static void WriteWords(StringBuilder body, string? title, string? text)
    {
        if (!string.IsNullOrWhiteSpace(title))
            body.Append(CultureInfo.InvariantCulture, $"<p class=\"head\" dir=\"auto\">{HtmlPage.Encode(title)}</p>");
        if (!string.IsNullOrWhiteSpace(text))
            body.Append(CultureInfo.InvariantCulture, $"<p class=\"words\" dir=\"auto\">{HtmlPage.Encode(text)}</p>");
    }

    /// <summary>An upload, from where this page itself comes from: another server isn't asked.</summary>
    public static void WriteMedia(StringBuilder body, MessageMedia file)
    {
        var (address, name) = (HtmlPage.Encode(AddressOf(file)), HtmlPage.Encode(file.Name));
        if (file.Type.StartsWith("image/", StringComparison.Ordinal))
            body.Append(CultureInfo.InvariantCulture, $"<img src=\"{address}\" alt=\"{name}\">");
        else if (file.Type.StartsWith("video/", StringComparison.Ordinal))
            body.Append(CultureInfo.InvariantCulture, $"<video controls preload=\"metadata\" src=\"{address}\" aria-label=\"{name}\"></video>");
        else
            body.Append(CultureInfo.InvariantCulture, $"<p class=\"file\">{name}</p>");
    }

    public static string AddressOf(MessageMedia file) => Uri.TryCreate(file.Url, UriKind.Absolute, out var url) ? url.PathAndQuery : "";

    public static void WriteChips(StringBuilder body, IReadOnlyList<Suggestion> suggestions)
    {
        if (suggestions.Count == 0)
            return;
        body.Append("<ul class=\"chips\" aria-label=\"What can be tapped\">");
        foreach (var suggestion in suggestions)
            body.Append(CultureInfo.InvariantCulture, $"<li{(suggestion.Link is null ? "" : " class=\"opens\"")} dir=\"auto\">{HtmlPage.Encode(suggestion.Text)}{(suggestion.Link is null ? "" : "<span class=\"unseen\">, opens a link</span>")}</li>");
        body.Append("</ul>");
    }

    public static void WriteButtons(StringBuilder body, IReadOnlyList<MessageButton> buttons)
    {
        if (buttons.Count == 0)
            return;
        body.Append("<ul class=\"rows\" aria-label=\"Its buttons\">");
        foreach (var button in buttons)
            body.Append(CultureInfo.InvariantCulture, $"<li dir=\"auto\">{HtmlPage.Encode(button.Text)}{(button.Target is null ? "" : $"<small>{HtmlPage.Encode(button.Target)}</small>")}</li>");
        body.Append("</ul>");
    }
}
