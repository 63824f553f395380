using AngleSharp.Html.Parser;

namespace ActiveReach.Tests.Messages;

public sealed class WayOutTests
{
    private const string Link = "<a href=\"{{unsubscribe}}\">Leave</a>";

    [Theory]
    [InlineData("<p>Hi</p>" + Link)]
    [InlineData("<p>Hi</p>{{unsubscribe}}")]
    [InlineData("<p>Hi</p><a href='{{unsubscribe}}'><img src=x.png alt=Leave></a>")]
    [InlineData("<html><head><title>t</title></head><body><table><tr><td style=\"font-size:0px\"><div style=\"font-size:13px\">" + Link + "</div></td></tr></table></body></html>")]
    [InlineData("<style>.hide{display:none}@media print{.out{display:none}}</style><p class=out>" + Link + "</p>")]
    [InlineData("<p style=\"display:none;display:block\">" + Link + "</p>")]
    [InlineData("<!-- {{unsubscribe}} -->" + Link)]
    [InlineData("{{#if city}}<p>Near you</p>{{/if}}" + Link)]
    [InlineData("<head>{{#if city}}<title>{{city}}</title>{{/if}}</head><body>" + Link + "</body>")]
    public void A_way_out_that_is_seen_gets_no_second_one(string html) => Assert.Equal(1, Ways(SomeMessage.Mail(html).Html!));

    [Theory]
    [InlineData("<p>Hi</p><!-- " + Link + " -->")]
    [InlineData("<p>Hi</p><!--[if mso]>" + Link + "<![endif]-->")]
    [InlineData("<p>Hi</p><!--[if !mso]><!-->" + Link + "<!--<![endif]-->")]
    [InlineData("<p>Hi</p><![if !mso]>" + Link + "<![endif]>")]
    [InlineData("<p title=\"{{unsubscribe}}\">Hi</p>")]
    [InlineData("<p data-out=\"{{unsubscribe}}\">Hi</p><img alt=\"{{unsubscribe}}\" src=x>")]
    [InlineData("<p>Hi</p><div style=\"display:none\">" + Link + "</div>")]
    [InlineData("<p>Hi</p><div style=\"DISPLAY : NONE !important; color:red\"><p>" + Link + "</p></div>")]
    [InlineData("<p>Hi</p><div style=\"display/**/:none\">" + Link + "</div>")]
    [InlineData("<p>Hi</p><div hidden>" + Link + "</div>")]
    [InlineData("<p>Hi</p><div style=\"visibility:hidden\">" + Link + "</div>")]
    [InlineData("<p>Hi</p><div style=\"opacity:0\">" + Link + "</div>")]
    [InlineData("<p>Hi</p><div style=\"font-size:0\">" + Link + "</div>")]
    [InlineData("<p>Hi</p><div style=\"max-height:0;overflow:hidden\">" + Link + "</div>")]
    [InlineData("<p>Hi</p><div style=\"position:absolute;left:-9999px\">" + Link + "</div>")]
    [InlineData("<style>.out, #x { display: none }</style><p>Hi</p><div class=\"foot out\">" + Link + "</div>")]
    [InlineData("<style>@media (max-width:600px){.out{display:none!important}}</style><p>Hi</p><div class=out>" + Link + "</div>")]
    [InlineData("<head><title>{{unsubscribe}}</title></head><body>Hi</body>")]
    [InlineData("<template>" + Link + "</template><p>Hi</p>")]
    [InlineData("<p>Hi</p><a href=\"{{unsubscribe}}\"></a>")]
    [InlineData("<p>Hi</p><a href=\"{{unsubscribe}}\"> &nbsp; </a>")]
    [InlineData("<p>Hi</p>{{#if custom.nick}}" + Link + "{{/if}}")]
    [InlineData("<p>Hi</p><textarea>{{unsubscribe}}</textarea>")]
    public void A_way_out_that_nobody_sees_gets_one_that_everybody_does(string html)
    {
        var mail = SomeMessage.Mail(html).Html!;

        Assert.Contains(">Unsubscribe</a>", mail, StringComparison.Ordinal);
        Assert.True(ShowsFooter(mail), mail);
    }

    [Theory]
    [InlineData("<html><body><p>Hi</p></body></html>", "<html><body><p>Hi</p>|</body></html>")]
    [InlineData("<html><body><p>Hi</p><!-- </body> --></body></html>", "<html><body><p>Hi</p><!-- </body> -->|</body></html>")]
    [InlineData("<body><p>Hi</p></body><!-- </body></html> -->", "<body><p>Hi</p>|</body><!-- </body></html> -->")]
    [InlineData("<body><p title=\"</body>\">Hi</p></body>", "<body><p title=\"</body>\">Hi</p>|</body>")]
    [InlineData("<body><p>Hi</p><script>var a = '</body>';</script>", "<body><p>Hi</p><script>var a = '</body>';</script>|")]
    [InlineData("<p>Hi</p>", "<p>Hi</p>|")]
    [InlineData("<html><p>Hi</p></html>", "<html><p>Hi</p>|</html>")]
    [InlineData("<BODY><p>Hi</p></BODY >\n</HTML>\n", "<BODY><p>Hi</p>|</BODY >\n</HTML>\n")]
    [InlineData("<p>Hi</p><!-- never closed", "<p>Hi</p>|<!-- never closed")]
    [InlineData("<p>Hi</p><style>p{}", "<p>Hi</p>|<style>p{}")]
    [InlineData("<p>Hi</p><div hidden><p>x", "<p>Hi</p>|<div hidden><p>x")]
    [InlineData("<p>Hi</p><!--[if !mso]><!--><p>x", "<p>Hi</p>|<!--[if !mso]><!--><p>x")]
    [InlineData("<body>Hi{{#if city}}</body>{{else}}</body>{{/if}}", "<body>Hi|</body>")]
    [InlineData("<table><tr><td>Hi</td></tr></table></body></html>", "<table><tr><td>Hi</td></tr></table>|</body></html>")]
    public void The_footer_is_the_last_that_is_seen_in_the_body(string html, string places)
    {
        var parts = places.Split('|');
        var mail = SomeMessage.Mail(html).Html!;

        Assert.StartsWith(parts[0] + "<p style=\"font-size:12px\"><a href=", mail, StringComparison.Ordinal);
        Assert.EndsWith("alt=\"\">" + parts[1], mail, StringComparison.Ordinal);
        Assert.Equal(1, Ways(mail));
    }

    private static int Ways(string mail) => mail.Split(SomeMessage.PublicUrl + "/u/").Length - 1 - CommentedWays(mail);

    private static int CommentedWays(string mail) => mail.StartsWith("<!-- ", StringComparison.Ordinal) ? 1 : 0;

    /// <summary>As a browser has it: in the body, and in nothing that is hidden.</summary>
    private static bool ShowsFooter(string mail)
    {
        var footer = new HtmlParser().ParseDocument(mail).QuerySelectorAll("body a").LastOrDefault(link => link.TextContent == "Unsubscribe");
        for (var element = footer; element is not null; element = element.ParentElement)
        {
            if (element.HasAttribute("hidden") || element.GetAttribute("style") is { } style && style != "font-size:12px")
                return false;
        }

        return footer is not null;
    }
}
