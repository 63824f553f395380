using System.Globalization;
using System.Text;
using ActiveReach.Approvals;
using ActiveReach.Functions.Approvals;
using ActiveReach.Functions.Http;

namespace ActiveReach.Functions.Previews;

/// <summary>A campaign's messages, each on a phone, for whoever works on it.</summary>
internal static class PreviewPage
{
    public static string Of(LookedAtMessages looked)
    {
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $"<header><h1>{HtmlPage.Encode(looked.Definition.Name)}</h1></header>");
        if (looked.Samples.Count == 0)
            body.Append("<p>There is no message yet: choose a channel, and write what it says.</p>");
        else
            ApprovalMessages.Write(body, looked.Definition, looked.Samples);
        return ApprovalPage.Page("Preview", body.ToString());
    }
}
