using System.Globalization;
using System.Text;
using ActiveReach.Approvals;
using ActiveReach.Campaigns;
using ActiveReach.Functions.Http;
using ActiveReach.Functions.Previews;

namespace ActiveReach.Functions.Approvals;

/// <summary>The approver's page. Everything that somebody wrote is encoded; an e-mail is shown in a frame that can't do anything.</summary>
internal static class ApprovalPage
{
    /// <param name="contact">As whom it is looked at; null for whoever gets each message.</param>
    public static string Of(ApprovalRequest request, string? contact)
    {
        if (request.Brief is not { } brief)
            return Decided(request.Campaign);
        var campaign = request.Campaign;
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $"<header><p class=\"ask\">{HtmlPage.Encode(campaign.SubmittedBy)} asks for your approval</p><h1>{HtmlPage.Encode(campaign.Definition.Name)}</h1>");
        if (campaign.Definition.Description is { Length: > 0 } description)
            body.Append(CultureInfo.InvariantCulture, $"<p>{HtmlPage.Encode(description)}</p>");
        body.Append("</header>");
        ApprovalFacts.Write(body, campaign, brief, request.ExpiresAt);
        ApprovalMessages.Write(body, campaign.Definition, brief.Samples, () => ApprovalMessages.Chooser(body, brief.People, contact));
        body.Append("""
            <section><form method="post"><h2>Your decision</h2><label>Comment (optional)<textarea name="comment" rows="3" maxlength="2000"></textarea></label>
            <p class="buttons"><button class="yes" name="decision" value="approve">Approve</button><button name="decision" value="reject">Reject</button></p></form></section>
            """);
        return Page("Approval", body.ToString());
    }

    public static string Decided(Campaign campaign) => campaign.Approval is ApprovalState.Waiting ? Page("Approved by you",
        $"<h1>You have approved it</h1><p>The campaign “{HtmlPage.Encode(campaign.Definition.Name)}” waits for others.</p><p>{HtmlPage.Encode(campaign.StatusReason)}</p>") : Page("Decided",
        $"<h1>{(campaign.Approval is ApprovalState.Approved ? "Approved" : "Rejected")}</h1><p>{HtmlPage.Encode(campaign.DecidedBy)} has {(campaign.Approval is ApprovalState.Approved ? "approved" : "rejected")} the campaign “{HtmlPage.Encode(campaign.Definition.Name)}”.</p><p>{HtmlPage.Encode(campaign.StatusReason)}</p>");

    public static string Refused(string reason) => Page("Not possible", $"<h1>This link can’t be used</h1><p>{HtmlPage.Encode(reason)}</p>");

    public static string Page(string title, string body) =>
        $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title><style>{ApprovalStyle.Sheet}{PhoneStyle.Sheet}</style></head><body><main>{body}</main></body></html>";
}
