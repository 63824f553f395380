using System.Text.RegularExpressions;
using ActiveReach.Messages.Html;

namespace ActiveReach.Tests.Messages;

/// <summary>What becomes of the HTML of a mail before it is sent.</summary>
public sealed partial class MailHtmlTests
{
    [Theory]
    [InlineData("<style>p{color:red}</style><p>Hi</p>", "<p style=\"color: red\">Hi</p>")]
    [InlineData("<style>.a{color:red}</style><P class=a>Hi</P><p>{{first_name}}</p>", "<P style=\"color: red\" class=a>Hi</P><p>{{first_name}}</p>")]
    [InlineData("<style>p{color:red;margin:0}</style><p style='color:blue'>Hi</p>", "<p style=\"margin: 0;color: blue\">Hi</p>")]
    [InlineData("<style>p{color:red!important}</style><p style=color:blue>Hi</p>", "<p style=\"color: red !important\">Hi</p>")]
    [InlineData("<style>p{font-family:\"A B\"}</style><p>Hi</p>", "<p style=\"font-family: &#39;A B&#39;\">Hi</p>")]
    [InlineData("<style>td{padding:0}</style><table>{{#each custom.sizes}}<tr><td>{{this}}</td></tr>{{/each}}</table>", "<table>{{#each custom.sizes}}<tr><td style=\"padding: 0\">{{this}}</td></tr>{{/each}}</table>")]
    [InlineData("<style>a{color:red}</style><a href=\"https://x.example/?a=1&amp;b={{city}}\">Go</a>", "<a style=\"color: red\" href=\"https://x.example/?a=1&amp;b={{city}}\">Go</a>")]
    [InlineData("<style>p{color:red}</style><!--[if mso]><p>Outlook</p><![endif]--><p>Hi</p>", "<!--[if mso]><p>Outlook</p><![endif]--><p style=\"color: red\">Hi</p>")]
    public void Rules_of_a_sheet_stand_in_the_elements_that_they_are_for(string html, string body)
    {
        var mail = MailHtml.Of(html, preheader: null, inlinesStyles: true);

        Assert.Equal(body, Sheet().Replace(mail, ""));
        Assert.Equal(Sheet().Match(html).Value, Sheet().Match(mail).Value);
        Assert.Equal(html, MailHtml.Of(html, preheader: null, inlinesStyles: false));
    }

    [Theory]
    [InlineData("<style>@media (max-width:600px){p{color:red}}a:hover{color:red}p::before{color:red}@font-face{font-family:x}</style><p>Hi</p>")]
    [InlineData("<style media=\"print\">p{display:none}</style><p>Hi</p>")]
    [InlineData("<link rel=\"stylesheet\" href=\"http://127.0.0.1:9/x.css\"><style>@import url('http://127.0.0.1:9/y.css');@IMPORT 'http://127.0.0.1:9/z.css';</style><p>Hi</p>")]
    [InlineData("<style>p[[{color:red} ?? {} }}} { </style><p>Hi</p>")]
    [InlineData("<style>b{color:red}</style><p>Hi {{#if}</p>")]
    [InlineData("<p style='color:blue'>no sheet</p>")]
    public void What_can_stand_in_a_sheet_alone_stays_there_and_nothing_is_fetched(string html) => Assert.Equal(html, MailHtml.Of(html, preheader: null, inlinesStyles: true));

    [Fact]
    public void A_mail_of_more_rules_and_elements_than_is_worked_out_in_a_moment_keeps_its_sheet()
    {
        var html = $"<style>{string.Concat(Enumerable.Range(0, 1_500).Select(rule => $".c{rule}{{color:red}}"))}</style>{string.Concat(Enumerable.Repeat("<p class=c1>Hi</p>", 1_000))}";
        Assert.Equal(html, MailHtml.Of(html, preheader: null, inlinesStyles: true));
    }

    [Theory]
    [InlineData("<p>Hi</p>", "", "<p>Hi</p>")]
    [InlineData("<!DOCTYPE html><html lang=en><head><title>t</title></head><body class=\"a>b\"><p>Hi</p></body></html>", "<!DOCTYPE html><html lang=en><head><title>t</title></head><body class=\"a>b\">", "<p>Hi</p></body></html>")]
    [InlineData("<html><head></head><p>Hi</p>", "<html><head></head>", "<p>Hi</p>")]
    public void A_preheader_is_the_first_of_the_body_and_nobody_sees_it_there(string html, string before, string behind)
    {
        var mail = MailHtml.Of(html, "Tom & {{first_name}} <3", inlinesStyles: true);

        Assert.StartsWith($"{before}<div style=\"display:none;max-height:0;overflow:hidden\">Tom &amp; {{{{first_name}}}} &lt;3&zwnj;", mail, StringComparison.Ordinal);
        Assert.EndsWith($"&nbsp;</div>{behind}", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("Tom", SomeMessage.Mail(html).Text, StringComparison.Ordinal);
    }

    [GeneratedRegex("<style>.*</style>", RegexOptions.Singleline)]
    private static partial Regex Sheet();
}
