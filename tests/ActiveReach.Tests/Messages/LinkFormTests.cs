using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Links;
using ActiveReach.Messages;

namespace ActiveReach.Tests.Messages;

public sealed class LinkFormTests
{
    [Theory]
    [InlineData("<a href=\"https://shop.example/new\">x</a>", "https://shop.example/new")]
    [InlineData("<a href='https://shop.example/new'>x</a>", "https://shop.example/new")]
    [InlineData("<a href=https://shop.example/new>x</a>", "https://shop.example/new")]
    [InlineData("<a class=b href=https://shop.example/?a=1&amp;b=2 id=c>x</a>", "https://shop.example/?a=1&b=2")]
    [InlineData("<A HREF=\"HTTPS://shop.example/new\">x</A>", "https://shop.example/new")]
    [InlineData("<a\r\n  href = \"https://shop.example/new\"\r\n>x</a>", "https://shop.example/new")]
    [InlineData("<a href=\" https://shop.example/\n  new \">x</a>", "https://shop.example/%20%20new")]
    [InlineData("<a href=\"https&colon;//shop.example/?a=1&copy=2&amp;lang=de\">x</a>", "https://shop.example/?a=1&copy=2&lang=de")]
    [InlineData("<a href=\"&#104;ttps://shop.example/&eacute;\">x</a>", "https://shop.example/%C3%A9")]
    [InlineData("<a href=\"https://bücher.example/größe\">x</a>", "https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe")]
    [InlineData("<map name=m><area shape=rect href=\"https://shop.example/new\"></map>", "https://shop.example/new")]
    [InlineData("<!--[if mso]><v:roundrect xmlns:v=\"urn:schemas-microsoft-com:vml\" href=\"https://shop.example/new\" style=\"height:40px\"><center>Buy</center></v:roundrect><![endif]-->", "https://shop.example/new")]
    [InlineData("<!--[if gte mso 9]><v:rect href='https://shop.example/?c={{city}}'></v:rect><![endif]-->", "https://shop.example/?c=Pune")]
    [InlineData("<!--[if !mso]><!--><a href=\"https://shop.example/new\">x</a><!--<![endif]-->", "https://shop.example/new")]
    [InlineData("<a href={{custom.site}}>x</a>", "https://me.example/")]
    [InlineData("<a href=\" {{ custom.site }} \">x</a>", "https://me.example/")]
    [InlineData("<a href={{link 'https://shop.example/new'}}>x</a>", "https://shop.example/new")]
    [InlineData("<a href=https://shop.example/{{city}}/x>x</a>", "https://shop.example/Pune/x")]
    public void Every_way_to_write_a_link_is_tracked_and_leads_where_it_says(string html, string place)
    {
        Assert.Empty(TemplateCheck.Check("html", html, TemplateKind.Html, SomeMessage.Workspace));
        var run = SomeMessage.Of(Channel.Email, new Content { Subject = "s", Html = html });
        var composer = SomeMessage.Composer();
        var contact = SomeMessage.Contact(custom: ("site", "https://me.example/"));

        var message = composer.Compose(run, SomeMessage.Address, "A", Channel.Email, contact, SomeMessage.Workspace).Message!;
        var sent = message.Html!;

        Assert.DoesNotContain("shop.example", sent, StringComparison.OrdinalIgnoreCase);
        var start = sent.IndexOf(SomeMessage.PublicUrl + "/r/", StringComparison.Ordinal);
        Assert.Equal(place, SomeMessage.PlaceOf(run, message, sent[start..sent.IndexOfAny(['"', '\'', '>', ' '], start)]));
        Assert.Single(run.Links);
    }

    [Theory]
    [InlineData("<a href=\"mailto:us@example.com?subject=Hi\">x</a>")]
    [InlineData("<a href=MAILTO:us@example.com>x</a>")]
    [InlineData("<a href='tel:+911234'>x</a>")]
    [InlineData("<a href=sms:+911234>x</a>")]
    [InlineData("<a href=\"#top\">x</a>")]
    [InlineData("<a href=#top>x</a>")]
    [InlineData("<a href=\"\">x</a>")]
    [InlineData("<!--[if mso]><v:rect href=\"mailto:us@example.com\"></v:rect><![endif]-->")]
    [InlineData("<!-- <a href=\"https://shop.example/old\">x</a> -->")]
    public void What_leads_to_no_page_is_left_as_it_is(string html)
    {
        var mail = SomeMessage.Mail(html);

        Assert.StartsWith(html, mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/r/", mail.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<a href=\"{{unsubscribe}}\">x</a>")]
    [InlineData("<a href={{unsubscribe}}>x</a>")]
    [InlineData("<a href=\" {{unsubscribe}} \">x</a>")]
    [InlineData("<a href=\"{{unsubscribe}}#now\">x</a>")]
    public void A_way_out_is_never_tracked(string html) => Assert.DoesNotContain("/r/", SomeMessage.Mail(html).Html, StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("www.me.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://")]
    [InlineData("ask me")]
    public void A_contact_whose_link_leads_nowhere_is_skipped_and_the_field_is_named(string? site)
    {
        var contact = SomeMessage.Contact(custom: ("site", site));
        foreach (var content in new Content[] { new() { Text = "Look: {{link custom.site}}" }, new() { Subject = "s", Html = "<a href='{{custom.site}}'>x</a>" } })
        {
            var channel = content.Html is null ? Channel.Sms : Channel.Email;
            var composed = SomeMessage.Composer().Compose(SomeMessage.Of(channel, content), SomeMessage.Address, "A", channel, contact, SomeMessage.Workspace);
            Assert.Equal((null, SkipReason.BadLink, "custom.site"), (composed.Message, composed.Refusal, composed.At));
        }
    }

    [Theory]
    [InlineData("{{#if custom.site}}{{link custom.site}}{{else}}see you{{/if}}")]
    [InlineData("{{link (default custom.site 'https://shop.example/')}}")]
    [InlineData("{{link 'https://shop.example/'}}")]
    public void Who_is_not_shown_the_link_or_has_another_is_sent_to(string text) => Assert.NotNull(SomeMessage.Text(text));
}
