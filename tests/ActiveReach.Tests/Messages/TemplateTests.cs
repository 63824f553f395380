using ActiveReach.Messages;

namespace ActiveReach.Tests.Messages;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("Hi {{first_name}}!", "Hi Asha!")]
    [InlineData("Hi {{ first_name }}!", "Hi Asha!")]
    [InlineData("{{default last_name 'friend'}}", "friend")]
    [InlineData("{{default last_name \"it's\"}}", "it's")]
    [InlineData("{{default custom.nick (upper city)}}", "PUNE")]
    [InlineData("{{custom.points}} points", "12.5 points")]
    [InlineData("{{#if last_name}}Dear {{last_name}}{{else}}Hello{{/if}} {{city}}", "Hello Pune")]
    [InlineData("{{#unless last_name}}no name{{/unless}}", "no name")]
    [InlineData("{{#if (eq city 'pune')}}near{{else}}far{{/if}}", "near")]
    [InlineData("{{! a note }}a{{!-- }} --}}b", "ab")]
    [InlineData("{ {single} }", "{ {single} }")]
    [InlineData("from {{workspace.name}}", "from Demo")]
    public void A_template_renders_the_fields_of_the_contact(string template, string expected) =>
        Assert.Equal(expected, SomeMessage.Text(template, SomeMessage.Contact(custom: ("points", 12.5))).Text);

    [Theory]
    [InlineData("{{frist_name}}", "unknown_field")]
    [InlineData("{{custom.unheard}}", "unknown_field")]
    [InlineData("{{link custom.unheard}}", "unknown_field")]
    [InlineData("{{#if nope}}x{{/if}}", "unknown_field")]
    [InlineData("{{shout first_name}}", "unknown_function")]
    [InlineData("{{default first_name}}", "template_syntax")]
    [InlineData("{{upper first_name last_name}}", "template_syntax")]
    [InlineData("{{first_name", "template_syntax")]
    [InlineData("{{!-- for ever", "template_syntax")]
    [InlineData("{{default first_name 'x}}", "template_syntax")]
    [InlineData("{{}}", "template_syntax")]
    [InlineData("{{{first_name}}}", "template_syntax")]
    [InlineData("{{&first_name}}", "template_syntax")]
    [InlineData("{{> partial}}", "template_syntax")]
    [InlineData("{{#each tags}}x{{/each}}", "template_syntax")]
    [InlineData("{{#if first_name}}x", "template_syntax")]
    [InlineData("{{#if first_name}}x{{/unless}}", "template_syntax")]
    [InlineData("x{{/if}}", "template_syntax")]
    [InlineData("{{link 'javascript:alert(1)'}}", "link_invalid")]
    [InlineData("{{link 'shop.example'}}", "link_invalid")]
    public void A_wrong_template_is_found_when_it_is_saved(string template, string code)
    {
        var problems = new TemplateCheck().Check("variants[0].content.sms.text", template, TemplateKind.Text, SomeMessage.Workspace);

        var problem = Assert.Single(problems);
        Assert.Equal((code, "variants[0].content.sms.text"), (problem.Code, problem.Path));
    }

    [Theory]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>", "link_invalid")]
    [InlineData("<a href='https://shop.example{{city}}/'>x</a>", "link_invalid")]
    [InlineData("<a href='https://{{city}}.example/'>x</a>", "link_invalid")]
    [InlineData("<script>var name = '{{first_name}}'</script>", "field_place")]
    [InlineData("<style>p { color: {{city}} }</style>", "field_place")]
    [InlineData("<p onclick=\"say('{{first_name}}')\">x</p>", "field_place")]
    [InlineData("<p class={{city}}>x</p>", "field_place")]
    [InlineData("<p {{city}}>x</p>", "field_place")]
    [InlineData("<base href=\"{{custom.site}}\">", "field_place")]
    [InlineData("<a href=\"https://shop.example/", "template_syntax")]
    public void A_field_may_only_stand_where_escaping_makes_it_harmless(string html, string code) =>
        Assert.Equal(code, Assert.Single(new TemplateCheck().Check("html", html, TemplateKind.Html, SomeMessage.Workspace)).Code);

    [Theory]
    [InlineData("<p title=\"{{city}}\">{{first_name}}</p>")]
    [InlineData("<a href='mailto:{{email}}'>x</a><a href=\"#top\">y</a><a href=\"{{unsubscribe}}\">z</a>")]
    [InlineData("<a href=\"https://shop.example/?c={{default city \"Pune\"}}&amp;d=1\">x</a><!-- {{city}} -->")]
    [InlineData("<a class=x href=\"{{custom.site}}\">x</a> 1 < 2")]
    public void A_right_mail_is_accepted(string html) =>
        Assert.Empty(new TemplateCheck().Check("html", html, TemplateKind.Html, SomeMessage.Workspace));

    [Fact]
    public void A_subject_is_one_line_without_links()
    {
        var check = new TemplateCheck();

        Assert.Equal("line_break", Assert.Single(check.Check("subject", "a\r\nBcc: x@example.com", TemplateKind.Subject, SomeMessage.Workspace)).Code);
        Assert.Equal("link_place", Assert.Single(check.Check("subject", "{{link 'https://shop.example/'}}", TemplateKind.Subject, SomeMessage.Workspace)).Code);
    }

    [Fact]
    public void No_template_makes_the_check_fail_or_hang()
    {
        string[] parts = ["{{", "}}", "{{#if ", "{{/if}}", "(", ")", "'", "\"", "first_name", " ", "<a href=", "<!--", "-->", "<script>", "</", "link ", "default ", "{{else}}", ">", "~", "\0", "é"];
        var random = new Random(8);
        for (var i = 0; i < 20_000; i++)
        {
            var template = string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => parts[random.Next(parts.Length)]));
            foreach (var kind in Enum.GetValues<TemplateKind>())
                new TemplateCheck().Check("x", template, kind, SomeMessage.Workspace);
        }
    }
}
