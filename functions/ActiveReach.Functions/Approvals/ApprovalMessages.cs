using System.Globalization;
using System.Text;
using ActiveReach.Approvals;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Functions.Http;
using ActiveReach.Functions.Previews;

namespace ActiveReach.Functions.Approvals;

/// <summary>The messages on the approver's page, each on a phone as a contact gets it; where no contact does, as it was written.</summary>
internal static class ApprovalMessages
{
    /// <param name="above">Writes what stands between the headline and the messages.</param>
    public static void Write(StringBuilder body, CampaignDefinition definition, IReadOnlyList<BriefSample> samples, Action? above = null)
    {
        body.Append(CultureInfo.InvariantCulture, $"<section><h2>{(samples.Count == 1 ? "The message" : "The messages")}</h2>");
        above?.Invoke();
        foreach (var sample in samples)
        {
            body.Append(CultureInfo.InvariantCulture, $"<h3>{(definition.Variants.Count > 1 ? $"Variant {HtmlPage.Encode(sample.Variant)}, " : "")}{sample.Channel.Label()}</h3>");
            body.Append(CultureInfo.InvariantCulture, $"<p class=\"small by\"><span>{HtmlPage.Encode(About(sample))}</span></p>");
            PhoneMessage.Write(body, IsRendered(sample)
                ? ShownMessage.Of(sample)
                : ShownMessage.AsWritten(sample.Channel, definition.Variants.First(variant => variant.Id == sample.Variant).Content[sample.Channel]));
            if (sample.Attachments.Count > 0)
                body.Append(CultureInfo.InvariantCulture, $"<p class=\"small\">Attached: {string.Join(", ", sample.Attachments.Select(file => $"<a href=\"{HtmlPage.Encode(file.Url)}\" rel=\"noopener\" target=\"_blank\">{HtmlPage.Encode(file.Name)}</a>"))}</p>");
        }

        body.Append("</section>");
    }

    /// <summary>Lets whoever looks choose as whom; without scripts.</summary>
    public static void Chooser(StringBuilder body, IReadOnlyList<BriefPerson> people, string? chosen)
    {
        if (people.Count < 2)
            return;
        body.Append("<form method=\"get\" class=\"who\"><label for=\"contact\">As it comes out for</label> <select id=\"contact\" name=\"contact\">");
        foreach (var person in people)
            body.Append(CultureInfo.InvariantCulture, $"<option value=\"{HtmlPage.Encode(person.Contact)}\"{(person.Contact == chosen ? " selected" : "")}>{HtmlPage.Encode(person.Name ?? person.Contact)}</option>");
        body.Append("</select> <button>Show</button></form>");
    }

    private static bool IsRendered(BriefSample sample) => sample.Text is not null || sample.Html is not null;

    private static string About(BriefSample sample)
    {
        if (!IsRendered(sample))
            return $"As it was written: nobody of the audience's first contacts would be sent it ({sample.Refusal}).";
        var who = sample.Refusal is null ? $"As {sample.ContactName ?? sample.Contact} gets it" : $"As {sample.ContactName ?? sample.Contact} would get it, who is not sent to ({sample.Refusal})";
        var from = sample.From is null ? "" : $", from {sample.From}";
        return sample.Segments is { } segments ? string.Create(CultureInfo.InvariantCulture, $"{who}{from}; {segments} {(segments == 1 ? "segment" : "segments")}.") : $"{who}{from}.";
    }
}
