using System.Text.RegularExpressions;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Messages;

namespace ActiveReach.Tests.Messages;

public sealed class TextPartTests
{
    /// <summary>Tracked addresses are written L, the way out U.</summary>
    [Theory]
    [InlineData("<p>See <a href=\"https://shop.example/new\">the shop</a> today.</p>", "See the shop (L) today.")]
    [InlineData("<a href='https://shop.example/new'>https://shop.example/new</a>", "L")]
    [InlineData("<a href='https://shop.example/'>shop.example</a>!", "L!")]
    [InlineData("<a href='https://shop.example/'><img src=x alt='Our shop'></a>", "Our shop (L)")]
    [InlineData("<a href='https://shop.example/'><img src=x></a>", "L")]
    [InlineData("Hi <img src=x alt=\"{{first_name}} &amp; friends\">!", "Hi Asha & friends !")]
    [InlineData("<img src=x alt=\"\"><p>Hi</p>", "Hi")]
    [InlineData("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two")]
    [InlineData("<ol><li>One<li>Two</ol>", "1. One\n2. Two")]
    [InlineData("<ul>{{#each custom.sizes}}<li>{{this}}</li>{{/each}}</ul><p>End</p>", "- M\n- L\n\nEnd")]
    [InlineData("<table><tr><th>Shirt</th><th>Price</th></tr><tr><td>Blue</td><td>12</td></tr></table>", "Shirt | Price\nBlue | 12")]
    [InlineData("<table><tr>{{#each custom.sizes}}<td>{{this}}</td>{{/each}}</tr></table>", "M L")]
    [InlineData("<table><tr><td><p>Left</p></td><td><p>Right</p></td></tr></table>", "Left\n\nRight")]
    [InlineData("<h1>News</h1>Today<h2>More</h2><p>x</p>", "News\n\nToday\n\nMore\n\nx")]
    [InlineData("<p>a</p>\n\n\n<p>b<br>c</p><hr>d", "a\n\nb\nc\n\n---\n\nd")]
    [InlineData("5 &lt; 6 &amp; &euro;7 &#8212; caf&eacute;&nbsp;x", "5 < 6 & €7 — café x")]
    [InlineData("<style>p{color:red}</style><script>var a='<p>'</script><title>t</title><p>Hi</p>", "Hi")]
    [InlineData("<div style=\"display:none;max-height:0\">Preview &zwnj;&nbsp;&#847;</div><p>Hi</p>", "Hi")]
    [InlineData("<span style=\"font-size:0\">hush</span><p>Hi&zwnj; &shy;there</p>", "Hi there")]
    [InlineData("<table><tr><td style='font-size:0'><a href='https://shop.example/'><img src=x alt='Our shop'></a></td></tr></table>", "Our shop (L)")]
    [InlineData("<div style='font-size:0;color:transparent'><a href='https://shop.example/'><img src=x></a><a href='https://shop.example/2'>hush</a></div>", "L")]
    [InlineData("<div style='font-size:0'><a href='https://shop.example/' style='font-size:16px'>Shop</a> <img src=x alt=Sale></div>", "Shop (L) Sale")]
    [InlineData("<style>@media (max-width:600px){.wide{display:none}}</style><div class=wide><a href='https://shop.example/'>Shop</a></div>", "Shop (L)")]
    [InlineData("<style>.small{display:none}@media only screen and (max-width:600px){.wide{display:none!important}.small{display:block!important}}</style><div class=wide><a href='https://shop.example/'>Wide</a></div><div class=small><a href='https://shop.example/'>Small</a></div>", "Wide (L)")]
    [InlineData("<style>@media screen{.no{display:none}}</style><div class=no>No</div><p>Hi</p>", "Hi")]
    [InlineData("<!--[if mso]><p>Outlook</p><![endif]--><!--[if !mso]><!--><p>Others</p><!--<![endif]-->", "Others")]
    [InlineData("Hi {{#if city}}from {{city}}{{else}}there{{/if}}!", "Hi from Pune!")]
    [InlineData("Hi {{#if last_name}}{{last_name}}{{else}}there{{/if}}!", "Hi there!")]
    [InlineData("<p>A</p>{{#if last_name}}<p>B</p>{{/if}}<p>C</p>", "A\n\nC")]
    [InlineData("<div hidden>{{#if city}}secret{{/if}}</div><p>Hi</p>", "Hi")]
    [InlineData("&#123;&#123;city}} &#123;{{city}} &#92;{{city}}", "{ {city} } { Pune \\ Pune")]
    [InlineData("<a href=\"mailto:us@shop.example?subject=Hi\">Write</a> <a href=\"tel:+911\">Call</a> <a href=\"#top\">Up</a>", "Write (us@shop.example) Call (+911) Up")]
    [InlineData("<a href=\"mailto:{{email}}\">{{email}}</a>", "asha@example.com")]
    [InlineData("<p>Hi</p><a href=\"{{unsubscribe}}\">Leave</a>", "Hi\n\nLeave (U)")]
    [InlineData("<p>Hi</p><div hidden><a href=\"{{unsubscribe}}\">Leave</a></div>", "Hi\n\nUnsubscribe: U")]
    [InlineData("<a href=\"{{custom.site}}\">mine</a> {{link 'https://shop.example/b'}}", "mine (L) L")]
    [InlineData("{{default last_name 'a  b'}}<p>{{upper city}}</p>", "a  b\n\nPUNE")]
    public void The_text_part_says_what_a_reader_of_the_mail_sees(string html, string expected)
    {
        var mail = SomeMessage.Mail(html, SomeMessage.Contact(custom: [("sizes", new[] { "M", "L" }), ("site", "https://me.example/")]));

        var text = Regex.Replace(mail.Text, "https://reach.example/r/[A-Za-z0-9_-]+", "L", RegexOptions.None, TimeSpan.FromSeconds(1));
        text = Regex.Replace(text, "https://reach.example/u/[A-Za-z0-9_-]+", "U", RegexOptions.None, TimeSpan.FromSeconds(1));
        Assert.Equal(expected, expected.EndsWith('U') || expected.EndsWith("(U)", StringComparison.Ordinal) ? text.Trim() : text.Replace("\n\nUnsubscribe: U\n", "", StringComparison.Ordinal).Trim());
    }

    [Fact]
    public void A_part_that_says_nothing_is_none()
    {
        Assert.Null(SomeMessage.Mail(" ", text: "Hello").Html);
        Assert.Null(SomeMessage.Mail("<html><style>p{color:red}</style><body><p>&nbsp;</p><div hidden>x</div></body></html>", text: "Hello").Html);
        Assert.StartsWith("Hi", SomeMessage.Mail("<p>Hi</p>", text: " \n").Text, StringComparison.Ordinal);
        Assert.NotNull(SomeMessage.Mail("<img src='https://shop.example/x.png'>", text: "Hello").Html);
    }

    [Theory]
    [InlineData("<p>{{#if last_name}}Hi{{/if}}</p>", null, true)]
    [InlineData("<p>{{last_name}}</p>", "{{last_name}}", true)]
    [InlineData("<p>{{#if last_name}}Hi{{/if}}</p><img src='https://shop.example/x.png'>", null, false)]
    [InlineData("<p>{{#if city}}Hi{{/if}}</p>", "{{last_name}}", false)]
    public void A_mail_that_is_empty_for_somebody_is_not_sent(string html, string? text, bool isRefused)
    {
        var composed = SomeMessage.Composer().Compose(
            SomeMessage.Of(Channel.Email, new Content { Subject = "News", Html = html, Text = text }), SomeMessage.Address, "A", Channel.Email, SomeMessage.Contact(), SomeMessage.Workspace);
        Assert.Equal(isRefused ? SkipReason.RenderFailed : null, composed.Refusal);
    }

    [Fact]
    public void The_text_part_leads_to_the_same_links_as_the_mail()
    {
        var mail = SomeMessage.Mail("<a href=\"https://shop.example/?for={{first_name}}\">x</a>");

        var url = Regex.Match(mail.Html!, "https://reach.example/r/[A-Za-z0-9_-]+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        Assert.StartsWith($"x ({url})", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_mail_is_accepted_has_a_text_part_that_renders()
    {
        string[] parts =
        [
            "<p>", "</p>", "<div hidden>", "</div>", "<table>", "<tr>", "<td>", "</table>", "<ul>", "<li>", "</ul>", "{{#if city}}", "{{else}}", "{{/if}}", "{{#each custom.sizes}}", "{{this}}", "{{/each}}",
            "{{city}}", "{{unsubscribe}}", "<a href=\"https://shop.example/\">", "<a href='{{custom.site}}'>", "</a>", "<img alt=\"{{city}}\">", "<!--", "-->", "<!--[if mso]>", "<![endif]-->", "<!--[if !mso]><!-->",
            "<style>", "</style>", "<title>", "</title>", "</body>", "</html>", "<template>", "&#123;&#123;", "&lt;", "x", " ", "\n", "{", "}", "\\", "<b", ">", "\uFFFF", "\uFDD0", "é",
        ];
        var random = new Random(10);
        var accepted = 0;
        for (var i = 0; i < 2_000; i++)
        {
            var html = "x" + string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => parts[random.Next(parts.Length)]));
            if (TemplateCheck.Check("html", html, TemplateKind.Html, SomeMessage.Workspace).Count > 0)
                continue;
            accepted++;
            var mail = SomeMessage.Mail(html, SomeMessage.Contact(custom: [("sizes", new[] { "M" }), ("site", "https://me.example/")]));
            Assert.True(mail?.Html is not null && mail.Text.Contains("/u/", StringComparison.Ordinal) && mail.Html.Contains("/u/", StringComparison.Ordinal), html);
        }

        Assert.InRange(accepted, 200, 2_000);
    }

    [Theory]
    [InlineData("<div>", 80_000)]
    [InlineData("<q/>", 90_000)]
    [InlineData("<div></i>", 44_000)]
    [InlineData("<svg><b></b>", 1, "<q/>", 90_000)]
    [InlineData("<svg><foreignObject>", 1, "<q/>", 90_000)]
    [InlineData("<g><svg><path></g>", 1, "<path/>", 60_000)]
    public void A_mail_that_would_take_for_ever_to_read_is_refused_at_once(string first, int times, string second = "", int more = 0)
    {
        var html = string.Concat(Enumerable.Repeat(first, times).Concat(Enumerable.Repeat(second, more)));
        var problem = Assert.Single(TemplateCheck.Check("html", html, TemplateKind.Html, SomeMessage.Workspace));

        Assert.Equal("too_deep", problem.Code);
    }

    [Theory]
    [InlineData("<svg>", "<path d='M0 0'/>", 2_000, "</svg><p>Hi</p>")]
    [InlineData("<style>", "@a{", 20_000, "</style><p>Hi</p>")]
    [InlineData("", "<br/>", 2_000, "<p>Hi</p>")]
    public void A_mail_of_much_that_is_not_nested_is_read(string before, string often, int times, string after)
    {
        var html = before + string.Concat(Enumerable.Repeat(often, times)) + after;

        Assert.Empty(TemplateCheck.Check("html", html, TemplateKind.Html, SomeMessage.Workspace));
        Assert.StartsWith("Hi", SomeMessage.Mail(html).Text.TrimStart(), StringComparison.Ordinal);
    }
}
