using System.Globalization;
using System.Net;
using System.Text;
using ActiveReach.Approvals;
using ActiveReach.Campaigns;
using ActiveReach.Channels;

namespace ActiveReach.Functions.Approvals;

/// <summary>The approver's page. Everything that somebody wrote is encoded; an e-mail is shown in a frame that can't do anything.</summary>
internal static class ApprovalPage
{
    private const string Style = """
        p.ask{color:#5b6478;margin:0}p{overflow-wrap:anywhere}section{border-top:1px solid #dde1e8;margin-top:1.5rem}
        body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1d2330;background:#f6f7f9}
        main{background:#fff;border:1px solid #dde1e8;border-radius:10px;padding:1.5rem 2rem}h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.1rem;margin:1.5rem 0 .3rem}
        dl{display:grid;grid-template-columns:10rem 1fr;gap:.2rem 1rem}dt{color:#5b6478}dd{margin:0}pre{white-space:pre-wrap;background:#f6f7f9;border-radius:6px;padding:.8rem;margin:.3rem 0;font:inherit}
        iframe{width:100%;height:13rem;border:1px solid #dde1e8;border-radius:6px;background:#fff}textarea{display:block;width:100%;border:1px solid #aab2c0;border-radius:6px;box-sizing:border-box;font:inherit;padding:.5rem}
        button{font:inherit;font-weight:600;padding:.6rem 1.4rem;border-radius:6px;border:1px solid #1d2330;margin:1rem .6rem 0 0;cursor:pointer;background:#fff}button.yes{background:#156c43;border-color:#156c43;color:#fff}
        """;

    public static string Of(ApprovalRequest request)
    {
        if (request.Audience is null && request.Campaign.Approval is not ApprovalState.Waiting)
            return Decided(request.Campaign);
        var campaign = request.Campaign;
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $"<p class=\"ask\">{Encode(campaign.SubmittedBy)} asks for your approval</p><h1>{Encode(campaign.Definition.Name)}</h1>");
        if (campaign.Definition.Description is { Length: > 0 } description)
            body.Append(CultureInfo.InvariantCulture, $"<p>{Encode(description)}</p>");
        body.Append("<dl>");
        Fact(body, "Audience", request.Audience is { } audience ? string.Create(CultureInfo.InvariantCulture, $"{audience.Total:N0} contacts") : "");
        Fact(body, "Channels", string.Join(campaign.Definition.Delivery is DeliveryMode.All ? " and " : ", then ", campaign.Definition.Channels.Select(choice =>
            request.Audience?.Reachable.TryGetValue(choice.Channel, out var reached) is true ? string.Create(CultureInfo.InvariantCulture, $"{Label(choice.Channel)} ({reached:N0} reachable)") : Label(choice.Channel))));
        if (campaign.Definition.Experiment is { } test)
            Fact(body, "Test first", string.Create(CultureInfo.InvariantCulture, $"{test.Sample:P0} get one of {campaign.Definition.Variants.Count} variants; the best goes to everybody else"));
        Fact(body, "Sending starts", campaign.StartsAt is { } start ? Moment(start, campaign.Definition.Schedule) : "as soon as it is approved");
        Fact(body, "Decide by", Moment(request.ExpiresAt, null) + "; after that it is not sent");
        body.Append("</dl>");
        foreach (var variant in campaign.Definition.Variants)
            Contents(body, variant, campaign.Definition);
        body.Append("""
            <section><form method="post"><h2>Your decision</h2><label>Comment (optional)<textarea name="comment" rows="3" maxlength="2000"></textarea></label>
            <button class="yes" name="decision" value="approve">Approve</button><button name="decision" value="reject">Reject</button></form></section>
            """);
        return Page("Approval", body.ToString());
    }

    public static string Decided(Campaign campaign) => Page("Decided",
        $"<h1>{(campaign.Approval is ApprovalState.Approved ? "Approved" : "Rejected")}</h1><p>{Encode(campaign.DecidedBy)} has {(campaign.Approval is ApprovalState.Approved ? "approved" : "rejected")} the campaign “{Encode(campaign.Definition.Name)}”.</p><p>{Encode(campaign.StatusReason)}</p>");

    public static string Refused(string reason) => Page("Not possible", $"<h1>This link can’t be used</h1><p>{Encode(reason)}</p>");

    private static void Contents(StringBuilder body, Variant variant, CampaignDefinition definition)
    {
        foreach (var (channel, content) in variant.Content.Where(entry => definition.Channels.Any(choice => choice.Channel == entry.Key)))
        {
            body.Append(CultureInfo.InvariantCulture, $"<h2>Variant {Encode(variant.Id)}, {Label(channel)}</h2>");
            if ((content.Subject ?? content.Title) is { } subject)
                body.Append(CultureInfo.InvariantCulture, $"<p><strong>{Encode(subject)}</strong></p>");
            if (content.Html is { } html)
                body.Append(CultureInfo.InvariantCulture, $"<iframe sandbox title=\"E-mail as written, without remote pictures\" srcdoc=\"{Encode(html)}\"></iframe>");
            if (content.Text is { } text)
                body.Append(CultureInfo.InvariantCulture, $"<pre>{Encode(text)}</pre>");
            foreach (var parameter in content.Parameters ?? [])
                body.Append(CultureInfo.InvariantCulture, $"<pre>{Encode(parameter)}</pre>");
        }
    }

    private static string Moment(DateTimeOffset at, Schedule? schedule)
    {
        var utc = at.UtcDateTime.ToString("ddd d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
        return schedule is { At: { } local, Timezone: { } zone } ? $"{utc} ({local.Replace('T', ' ')} in {zone})" : utc;
    }

    private static string Label(Channel channel) => channel switch
    {
        Channel.Sms => "SMS",
        Channel.Email => "e-mail",
        Channel.WhatsApp => "WhatsApp",
        Channel.Rcs => "RCS",
        Channel.Push => "push",
        _ => "in-app",
    };

    private static void Fact(StringBuilder body, string name, string value) =>
        body.Append(CultureInfo.InvariantCulture, $"<dt>{name}</dt><dd>{Encode(value)}</dd>");

    private static string Page(string title, string body) =>
        $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title><style>{Style}</style></head><body><main>{body}</main></body></html>";

    private static string Encode(string? text) => WebUtility.HtmlEncode(text ?? "");
}
