using System.Net;
using ActiveReach.Functions.Tests.Campaigns;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Messages;

/// <summary>How a mail looks in the inbox.</summary>
public sealed class MailLookTests
{
    [Fact]
    public async Task The_line_beside_the_subject_and_the_styles_are_in_what_is_sent_as_the_preview_shows_it()
    {
        await using var mail = await SentMail.StartAsync();
        var contact = await mail.ContactAsync("Asha");
        var campaign = await mail.App.Sender.DraftAsync(SentMail.Mail(new { subject = "News", html = "<style>p{color:red}</style><p>Hello</p>", preheader = "For {{first_name}} alone" }));

        var preview = (await mail.App.Viewer.GetJsonAsync($"{CampaignSteps.Route}/{campaign}/preview?contact={contact}")).Body;
        await mail.LaunchAsync(campaign);
        var body = (string)Assert.Single(mail.Of(campaign))["body"]!;

        Assert.Contains(">For Asha alone&zwnj;", body, StringComparison.Ordinal);
        Assert.Contains("<p style=\"color: red\">Hello</p>", body, StringComparison.Ordinal);
        Assert.Contains("For Asha alone", preview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_keeps_styles_to_the_sheet_has_them_there_alone()
    {
        await using var mail = await SentMail.StartAsync();
        await mail.ContactAsync("Asha");
        var campaign = await mail.App.Sender.DraftAsync(SentMail.Mail(new { subject = "News", html = "<style>p{color:red}</style><p>Hello</p>", inlineStyles = false }));
        await mail.LaunchAsync(campaign);
        Assert.Contains("<p>Hello</p>", (string)Assert.Single(mail.Of(campaign))["body"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("preheader", "Hi", "without_html")]
    [InlineData("inlineStyles", true, "without_html")]
    public async Task What_is_said_of_html_is_refused_where_there_is_none(string member, object value, string code)
    {
        await using var mail = await SentMail.StartAsync();
        var refused = await mail.App.Sender.PostJsonAsync(CampaignSteps.Route, SentMail.Mail(new Dictionary<string, object> { ["subject"] = "News", ["text"] = "Hi", [member] = value }));
        Assert.Equal((HttpStatusCode.BadRequest, $"variants[0].content.email.{member}"), (refused.Status, Assert.Single(refused.ProblemPaths)));
        Assert.Contains(code, refused.Body, StringComparison.Ordinal);
    }
}
