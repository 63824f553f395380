using System.Globalization;
using System.Text;
using ActiveReach.Approvals;
using ActiveReach.Campaigns;
using ActiveReach.Channels;

namespace ActiveReach.Functions.Approvals;

/// <summary>The messages on the approver's page, each as a contact gets it; where no contact does, as it was written.</summary>
internal static class ApprovalMessages
{
    public static void Write(StringBuilder body, CampaignDefinition definition, IReadOnlyList<BriefSample> samples)
    {
        body.Append(CultureInfo.InvariantCulture, $"<section><h2>{(samples.Count == 1 ? "The message" : "The messages")}</h2>");
        foreach (var sample in samples)
        {
            body.Append(CultureInfo.InvariantCulture, $"<h3>{(definition.Variants.Count > 1 ? $"Variant {ApprovalPage.Encode(sample.Variant)}, " : "")}{sample.Channel.Label()}</h3>");
            body.Append(CultureInfo.InvariantCulture, $"<p class=\"small by\"><span>{ApprovalPage.Encode(About(sample))}</span></p>");
            if (sample.Text is null && sample.Html is null)
                Written(body, definition.Variants.First(variant => variant.Id == sample.Variant).Content[sample.Channel]);
            else if (sample.Channel == Channel.Email)
                Mail(body, sample.Subject, sample.Html, sample.Text);
            else
                Shown(body, sample.Title, sample.Text, sample.Link);
            if (sample.Attachments.Count > 0)
                body.Append(CultureInfo.InvariantCulture, $"<p class=\"small\">Attached: {string.Join(", ", sample.Attachments.Select(file => $"<a href=\"{ApprovalPage.Encode(file.Url)}\" rel=\"noopener\" target=\"_blank\">{ApprovalPage.Encode(file.Name)}</a>"))}</p>");
        }

        body.Append("</section>");
    }

    private static string About(BriefSample sample)
    {
        if (sample.Text is null && sample.Html is null)
            return $"As it was written: nobody of the audience's first contacts would be sent it ({sample.Refusal}).";
        var who = sample.Refusal is null ? $"As {sample.ContactName ?? sample.Contact} gets it" : $"As {sample.ContactName ?? sample.Contact} would get it, who is not sent to ({sample.Refusal})";
        var from = sample.From is null ? "" : $", from {sample.From}";
        return sample.Segments is { } segments ? string.Create(CultureInfo.InvariantCulture, $"{who}{from}; {segments} {(segments == 1 ? "segment" : "segments")}.") : $"{who}{from}.";
    }

    private static void Shown(StringBuilder body, string? title, string? text, string? link)
    {
        if (title is not null)
            body.Append(CultureInfo.InvariantCulture, $"<p><strong>{ApprovalPage.Encode(title)}</strong></p>");
        body.Append(CultureInfo.InvariantCulture, $"<pre class=\"sms\">{ApprovalPage.Encode(text)}{(link is null ? "" : $"\n{ApprovalPage.Encode(link)}")}</pre>");
    }

    private static void Mail(StringBuilder body, string? subject, string? html, string? text)
    {
        body.Append(CultureInfo.InvariantCulture, $"<div class=\"mail\"><p><strong>{ApprovalPage.Encode(subject)}</strong></p>");
        if (html is not null)
            body.Append(CultureInfo.InvariantCulture, $"<iframe sandbox title=\"E-mail, without remote pictures\" srcdoc=\"{ApprovalPage.Encode(html)}\"></iframe>");
        if (text is not null && html is not null)
            body.Append(CultureInfo.InvariantCulture, $"<details><summary>Its plain part</summary><pre>{ApprovalPage.Encode(text)}</pre></details>");
        else if (text is not null)
            body.Append(CultureInfo.InvariantCulture, $"<pre>{ApprovalPage.Encode(text)}</pre>");
        body.Append("</div>");
    }

    private static void Written(StringBuilder body, Content content)
    {
        if (content.Html is not null)
        {
            Mail(body, content.Subject, content.Html, content.Text);
            return;
        }

        if ((content.Subject ?? content.Title) is { } subject)
            body.Append(CultureInfo.InvariantCulture, $"<p><strong>{ApprovalPage.Encode(subject)}</strong></p>");
        foreach (var text in new[] { content.Text }.Concat(content.Parameters ?? []).OfType<string>())
            body.Append(CultureInfo.InvariantCulture, $"<pre class=\"plain\">{ApprovalPage.Encode(text)}</pre>");
    }
}
