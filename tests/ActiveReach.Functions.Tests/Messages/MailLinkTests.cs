using System.Net;
using ActiveReach.Functions.Tests.Campaigns;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Messages;

public sealed class MailLinkTests
{
    [Theory]
    [InlineData("<a href=\"https://bücher.example/größe?q=ö#ü\">x</a>", "https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe?q=%C3%B6#%C3%BC")]
    [InlineData("<a href=https://shop.example/caf%C3%A9/é?a=1&amp;b=2>x</a>", "https://shop.example/caf%C3%A9/%C3%A9?a=1&b=2")]
    [InlineData("<A HREF='HTTPS://президент.рф/новости'>x</A>", "https://xn--d1abbgf6aiiy.xn--p1ai/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8")]
    [InlineData("<!--[if mso]><v:roundrect href=\"https://shop.example/new\"></v:roundrect><![endif]-->", "https://shop.example/new")]
    [InlineData("<map name=m><area href=\"https://shop.example/new\"></map>", "https://shop.example/new")]
    [InlineData("<a href=\"https://shop.example/{{custom.slug}}?für={{first_name}}\">x</a>", "https://shop.example/Gr%C3%B6%C3%9Fe%20M?f%C3%BCr=Asha")]
    [InlineData("<a href={{custom.site}}>x</a>", "https://xn--strae-oqa.example/%E2%82%AC?x=%20y")]
    public async Task A_click_leads_to_the_address_in_ascii(string html, string location)
    {
        await using var mail = await SentMail.StartAsync();
        await mail.ContactAsync("Asha", new { site = "https://straße.example/€?x=%20y", slug = "Größe M" });
        var campaign = await mail.DraftMailAsync(html);
        await mail.LaunchAsync(campaign);

        var path = SentMail.PathIn(Assert.Single(mail.Of(campaign)), 'r');
        var click = await mail.App.Nobody.GetJsonAsync(path);

        Assert.Equal((HttpStatusCode.Found, location), (click.Status, click.Headers["Location"]));
    }

    [Fact]
    public async Task Who_has_no_address_for_the_link_is_skipped_for_it_and_found_in_the_preview()
    {
        await using var mail = await SentMail.StartAsync();
        var (whole, bare, empty) = (await mail.ContactAsync("Whole", new { site = "https://me.example/" }), await mail.ContactAsync("Bare", new { site = "me.example" }), await mail.ContactAsync("NoSite"));
        var campaign = await mail.DraftMailAsync("<a href=\"{{custom.site}}\">x</a>");

        foreach (var (contact, refusal) in new[] { (whole, null), (bare, "bad_link"), (empty, "bad_link") })
        {
            var preview = (await mail.App.Viewer.GetJsonAsync($"{CampaignSteps.Route}/{campaign}/preview?contact={contact}")).Json;
            Assert.Equal(refusal, preview.TryGetProperty("refusal", out var said) ? said.GetString() : null);
            var problems = preview.GetProperty("problems").EnumerateArray().ToList();
            Assert.Equal(refusal is null ? 0 : 1, problems.Count);
            Assert.All(problems, problem => Assert.Contains("custom.site", problem.GetProperty("message").GetString(), StringComparison.Ordinal));
        }

        await mail.LaunchAsync(campaign);
        Assert.Equal(whole, (string)Assert.Single(mail.Of(campaign))["contact"]!);
        var figures = (await mail.App.Viewer.GetJsonAsync($"{CampaignSteps.Route}/{campaign}/analytics")).Json;
        Assert.Equal(2, figures.GetProperty("skipped").GetProperty("bad_link").GetInt32());
        var skipped = (await mail.App.Viewer.GetJsonAsync($"{CampaignSteps.Route}/{campaign}/recipients?action=skipped")).Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([bare, empty], skipped.Select(row => row.GetProperty("contact").GetString()!).Order());
        Assert.All(skipped, row => Assert.Equal(("bad_link", "custom.site"), (row.GetProperty("reason").GetString(), row.GetProperty("rule").GetString())));
    }

    [Theory]
    [InlineData("{{custom.site}}", "<p>Hi</p>", "subject of variant A comes out empty", "render_failed")]
    [InlineData("News", "<a href=\"{{custom.site}}\">x</a>", "link of custom.site", "bad_link")]
    public async Task A_campaign_whose_message_can_be_made_for_nobody_ends_in_failed_and_says_what_to_do(string subject, string html, string why, string reason)
    {
        await using var mail = await SentMail.StartAsync();
        await mail.ContactAsync("Asha");
        await mail.ContactAsync("Ravi");
        var campaign = await mail.DraftMailAsync(html, subject: subject);

        var failed = await mail.LaunchAsync(campaign, until: "failed");

        Assert.Contains(why, failed.GetProperty("statusReason").GetString(), StringComparison.Ordinal);
        Assert.Contains("Nobody was sent to", failed.GetProperty("statusReason").GetString(), StringComparison.Ordinal);
        Assert.Contains("uplicate the campaign", failed.GetProperty("nextAction").GetString(), StringComparison.Ordinal);
        var figures = (await mail.App.Viewer.GetJsonAsync($"{CampaignSteps.Route}/{campaign}/analytics")).Json;
        Assert.Equal(2, figures.GetProperty("skipped").GetProperty(reason).GetInt32());
    }

    [Fact]
    public async Task A_draft_is_saved_with_warnings_of_fields_in_other_products_words_and_sent_with_a_way_out()
    {
        await using var mail = await SentMail.StartAsync();
        await mail.ContactAsync("Asha");
        var saved = await mail.App.Sender.PostJsonAsync(CampaignSteps.Route, new
        {
            name = "x",
            audience = new { },
            channels = new[] { new { channel = "email" } },
            variants = new[] { new { id = "A", content = new { email = new { subject = "Hi *|FNAME|*", html = "<style>p{color:red}</style><p>Hi {first_name}</p><!-- <a href=\"{{unsubscribe}}\">x</a></body> -->" } } } },
            schedule = new { kind = "now" },
            approval = new { required = false },
            quietHours = false,
            replyWindow = "PT1S",
        });

        Assert.Equal(HttpStatusCode.Created, saved.Status);
        var warnings = saved.Json.GetProperty("warnings").EnumerateArray().Where(each => each.GetProperty("code").GetString() == "foreign_field").ToList();
        Assert.Equal(["variants[0].content.email.subject", "variants[0].content.email.html"], warnings.Select(each => each.GetProperty("path").GetString()));
        Assert.All(warnings, each => Assert.Contains("{{first_name}}", each.GetProperty("message").GetString(), StringComparison.Ordinal));
        await mail.LaunchAsync(saved.Text("id"));
        Assert.Matches("</p><!-- .* --><p style=\"font-size:12px\"><a href=\"[^\"]*/u/[^\"]+\">Unsubscribe</a>", (string)Assert.Single(mail.Of(saved.Text("id")))["body"]!);
    }

    [Fact]
    public async Task The_preview_shows_the_text_part_of_a_mail_in_html_only()
    {
        await using var mail = await SentMail.StartAsync();
        var contact = await mail.ContactAsync("Asha");
        var campaign = await mail.DraftMailAsync("<h1>News</h1><ul><li>One</li><li>Two</li></ul><table><tr><td>Shirt</td><td>12</td></tr></table><a href=\"https://shop.example/\"><img alt=\"Our shop\" src=x></a>");

        var text = (await mail.App.Viewer.GetJsonAsync($"{CampaignSteps.Route}/{campaign}/preview?contact={contact}")).Json.GetProperty("text").GetString()!;

        Assert.Matches("^News\n\n- One\n- Two\n\nShirt \\| 12\n\nOur shop \\(http[^ ]*/r/[^ ]+\\)\n\nUnsubscribe: http", text);
    }
}
