using System.Globalization;
using System.Text;
using ActiveReach.Functions.Http;

namespace ActiveReach.Functions.Previews;

/// <summary>A mail as an inbox lists it, and as it is when it is opened. Its HTML stands in a frame without scripts, forms and a way out, which asks no other server for pictures.</summary>
internal static class PhoneMail
{
    public static void Write(StringBuilder body, ShownMessage message, string from)
    {
        body.Append(CultureInfo.InvariantCulture, $"<figcaption>Inbox</figcaption><div class=\"inbox\"><p class=\"who\" dir=\"auto\">{HtmlPage.Encode(from)}</p><p class=\"head\" dir=\"auto\">{HtmlPage.Encode(message.Subject)}</p>");
        if (message.InboxLine is { } line)
            body.Append(CultureInfo.InvariantCulture, $"<p class=\"line\" dir=\"auto\">{HtmlPage.Encode(line.Length <= 140 ? line : line[..140])}</p>");
        body.Append("</div><div class=\"mail\">");
        if (message.Html is { } html)
            body.Append(CultureInfo.InvariantCulture, $"<iframe sandbox title=\"E-mail, without pictures of other servers\" srcdoc=\"{HtmlPage.Encode(WithOwnPictures(html, message))}\"></iframe>");
        if (message is { Text: not null, Html: not null })
            body.Append(CultureInfo.InvariantCulture, $"<details><summary>Its plain part</summary><pre>{HtmlPage.Encode(message.Text)}</pre></details>");
        else if (message.Text is not null)
            body.Append(CultureInfo.InvariantCulture, $"<pre dir=\"auto\">{HtmlPage.Encode(message.Text)}</pre>");
        body.Append("</div>");
    }

    /// <summary>Uploads come from where the page comes from, whatever the public address is.</summary>
    private static string WithOwnPictures(string html, ShownMessage message)
    {
        foreach (var file in message.Media)
            html = html.Replace(file.Url, PhoneCards.AddressOf(file), StringComparison.Ordinal);
        return html;
    }
}
