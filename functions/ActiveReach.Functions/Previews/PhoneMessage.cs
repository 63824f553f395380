using System.Globalization;
using System.Text;
using ActiveReach.Channels;
using ActiveReach.Channels.Cast;
using ActiveReach.Functions.Http;

namespace ActiveReach.Functions.Previews;

/// <summary>A message as it looks on a phone, as HTML without scripts. Everything that somebody wrote is encoded, nothing on it can be followed, and a mail is shown in a frame that
/// can't do anything.</summary>
internal static class PhoneMessage
{
    public static void Write(StringBuilder body, ShownMessage message)
    {
        var from = message.From ?? message.Channel.Label();
        body.Append(CultureInfo.InvariantCulture, $"<figure class=\"phone {message.Channel.Name()}\" aria-label=\"{HtmlPage.Encode($"{message.Channel.Label()} on a phone")}\">");
        if (message.Channel.Address() is ChannelAddress.Email)
            PhoneMail.Write(body, message, from);
        else if (message.Channel.Address() is ChannelAddress.Phone)
            Chat(body, message, from);
        else
            Notice(body, message, from);
        body.Append("</figure>");
    }

    /// <summary>Texts of a conversation: a bubble, a card, or cards to leaf through, with what can be tapped.</summary>
    private static void Chat(StringBuilder body, ShownMessage message, string from)
    {
        body.Append(CultureInfo.InvariantCulture, $"<figcaption>{HtmlPage.Encode(from)}</figcaption>");
        if (message.Carousel is { } carousel)
        {
            PhoneCards.Write(body, carousel);
            PhoneCards.WriteChips(body, message.Suggestions);
            return;
        }

        // A text leads to its file by the link in it.
        var shown = message.Channel.Traits().LinksMedia ? [] : message.Media;
        if (message.Title is null && shown.Count == 0 && message.Buttons.Count == 0)
        {
            Bubble(body, message.Text);
            PhoneCards.WriteChips(body, message.Suggestions);
            return;
        }

        var isInCard = message.Suggestions.Count <= Card.MostSuggestions;
        body.Append("<div class=\"card\">");
        foreach (var file in shown)
            PhoneCards.WriteMedia(body, file);
        PhoneCards.WriteWords(body, message.Title, message.Text);
        PhoneCards.WriteButtons(body, message.Buttons);
        PhoneCards.WriteChips(body, isInCard ? message.Suggestions : []);
        body.Append("</div>");
        PhoneCards.WriteChips(body, isInCard ? [] : message.Suggestions);
    }

    private static void Bubble(StringBuilder body, string? text) => body.Append(CultureInfo.InvariantCulture, $"<p class=\"bubble\" dir=\"auto\">{HtmlPage.Encode(text)}</p>");

    /// <summary>What an app shows: on the locked screen, or in its own inbox.</summary>
    private static void Notice(StringBuilder body, ShownMessage message, string from)
    {
        body.Append(CultureInfo.InvariantCulture, $"<div class=\"notice\"><p class=\"app\"><span>{HtmlPage.Encode(from)}</span><span>{(message.IsPinned ? "pinned" : "now")}</span></p>");
        PhoneCards.WriteWords(body, message.Title, message.Text);
        foreach (var file in message.Media)
            PhoneCards.WriteMedia(body, file);
        if (message.Opens)
            body.Append("<p class=\"tap\">A tap opens its link</p>");
        body.Append("</div>");
    }
}
