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
    [InlineData("{{#if last_name}}a{{else if city}}in {{city}}{{else}}b{{/if}}", "in Pune")]
    [InlineData("{{#with custom}}{{points}}, {{../city}}{{/with}}{{#with last_name}}x{{else}}, none{{/with}}", "12.5, Pune, none")]
    [InlineData("{{#each custom.sizes}}{{this}}{{#unless @last}} or {{/unless}}{{else}}none{{/each}}", "M or L")]
    [InlineData("{{#each custom.tags}}{{this}}{{else}}none{{/each}}", "none")]
    [InlineData("{{custom.sizes}}", "M, L")]
    [InlineData("{{lower (default last_name (upper 'Dear'))}}", "dear")]
    [InlineData("{{custom.nick}}{{custom.tags}}.", ".")]
    public void A_template_renders_the_fields_of_the_contact(string template, string expected) =>
        Assert.Equal(expected, SomeMessage.Text(template, SomeMessage.Contact(custom: [("points", 12.5), ("sizes", new[] { "M", "L" })])).Text);

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
    [InlineData("{{#if first_name}}x{{else}}{{#unless city}}{{nope}}{{/unless}}{{/if}}", "unknown_field")]
    [InlineData("{{#if city}}{{else if nope}}x{{/if}}", "unknown_field")]
    [InlineData("{{#each custom.tags}}{{else}}{{nope}}{{/each}}", "unknown_field")]
    [InlineData("{{#each custom.tags}}{{this.nope}}{{/each}}", "unknown_field")]
    [InlineData("{{#each tags}}x{{/each}}", "unknown_field")]
    [InlineData("{{#with custom}}{{first_name}}{{/with}}", "unknown_field")]
    [InlineData("{{first_name.Length}}", "unknown_field")]
    [InlineData("{{workspace.senders}}", "unknown_field")]
    [InlineData("{{custom}}", "unknown_field")]
    [InlineData("{{default this 'x'}}", "unknown_field")]
    [InlineData("{{../first_name}}", "unknown_field")]
    [InlineData("{{@index}}", "unknown_field")]
    [InlineData("{{lookup this 'first_name'}}", "unknown_function")]
    [InlineData("{{#if (shout city)}}x{{/if}}", "unknown_function")]
    [InlineData("{{tracked_link 0}}", "unknown_function")]
    [InlineData("{{tracked_link}}", "template_syntax")]
    [InlineData("{{link}}", "template_syntax")]
    [InlineData("{{#each first_name}}x{{/each}}", "template_syntax")]
    [InlineData("{{#each custom.tags}}{{#each ../custom.tags}}x{{/each}}{{/each}}", "template_syntax")]
    [InlineData("{{#first_name}}x{{/first_name}}", "template_syntax")]
    [InlineData("{{^first_name}}x{{/first_name}}", "template_syntax")]
    [InlineData("{{#*inline 'x'}}x{{/inline}}", "template_syntax")]
    [InlineData("{{{{raw}}}}x{{{{/raw}}}}", "template_syntax")]
    [InlineData("\\{{first_name}}", "template_syntax")]
    [InlineData("{{~first_name}}", "template_syntax")]
    [InlineData("{{[first name]}}", "template_syntax")]
    [InlineData("{{#if}}x{{/if}}", "template_syntax")]
    [InlineData("{{else}}", "template_syntax")]
    [InlineData("{{#if first_name}}x", "template_syntax")]
    [InlineData("{{#if first_name}}x{{/unless}}", "template_syntax")]
    [InlineData("x{{/if}}", "template_syntax")]
    [InlineData("{{link 'javascript:alert(1)'}}", "link_invalid")]
    [InlineData("{{link 'shop.example'}}", "link_invalid")]
    public void A_wrong_template_is_found_when_it_is_saved(string template, string code)
    {
        var problems = TemplateCheck.Check("variants[0].content.sms.text", template, TemplateKind.Text, SomeMessage.Workspace);

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
    [InlineData("<p on{{! a note }}click=\"say('{{first_name}}')\">x</p>", "field_place")]
    [InlineData("<!--><script>'{{first_name}}'</script>", "field_place")]
    [InlineData("<p class==\"{{city}}\">x</p>", "field_place")]
    [InlineData("<{{city}}>x", "field_place")]
    [InlineData("<iframe src=\"{{custom.site}}\"></iframe>", "field_place")]
    [InlineData("<p title=\"{{#if city}}\"><b title=\"{{else}}\">{{/if}} {{city}} \" onclick=\"{{city}}\">", "field_place")]
    public void A_field_may_only_stand_where_escaping_makes_it_harmless(string html, string code) =>
        Assert.Equal(code, Assert.Single(TemplateCheck.Check("html", html, TemplateKind.Html, SomeMessage.Workspace)).Code);

    [Theory]
    [InlineData("<p title=\"{{city}}\">{{first_name}}</p>")]
    [InlineData("<a href='mailto:{{email}}'>x</a><a href=\"#top\">y</a><a href=\"{{unsubscribe}}\">z</a>")]
    [InlineData("<a href=\"https://shop.example/?c={{default city \"Pune\"}}&amp;d=1\">x</a><!-- {{city}} -->")]
    [InlineData("{{#with custom}}<a href=\"mailto:{{nick}}\">x</a>{{/with}}")]
    [InlineData("<a href=\"https://shop.example/?&#123;&#123;#each{{city}}\">x</a>")]
    [InlineData("<a class=x href=\"{{custom.site}}\">x</a> 1 < 2")]
    public void A_right_mail_is_accepted(string html) =>
        Assert.Empty(TemplateCheck.Check("html", html, TemplateKind.Html, SomeMessage.Workspace));

    [Fact]
    public void A_subject_is_one_line_without_links()
    {
        Assert.Equal("line_break", Assert.Single(TemplateCheck.Check("subject", "a\r\nBcc: x@example.com", TemplateKind.Subject, SomeMessage.Workspace)).Code);
        Assert.Equal("link_place", Assert.Single(TemplateCheck.Check("subject", "{{link 'https://shop.example/'}}", TemplateKind.Subject, SomeMessage.Workspace)).Code);
    }

    [Fact]
    public void A_template_is_limited_in_what_it_costs()
    {
        string[] templates =
        [
            string.Concat(Enumerable.Repeat("{{city}}", 1_001)),
            string.Concat(Enumerable.Repeat("{{#if city}}", 17)) + string.Concat(Enumerable.Repeat("{{/if}}", 17)),
            "{{#if city}}" + string.Concat(Enumerable.Repeat("{{else if city}}", 16)) + "{{/if}}",
            "{{upper " + new string('(', 17) + "city" + new string(')', 17) + "}}",
            new string('x', 500_001),
        ];

        Assert.All(templates, template => Assert.Single(TemplateCheck.Check("x", template, TemplateKind.Text, SomeMessage.Workspace)));
    }

    [Fact]
    public void No_template_makes_the_check_fail_and_what_it_accepts_is_rendered()
    {
        string[] parts =
        [
            "{{", "}}", "{{#if ", "{{/if}}", "{{#each custom.tags}}", "{{/each}}", "{{#with ", "custom", "{{/with}}", "{{else if ", "(", ")", "'", "\"", "first_name", "{{city}}", " ", "this", "../", "@root.",
            "<a href=", "<!--", "-->", "<script>", "</", "link ", "default ", "{{else}}", ">", "~", "\\", "[", "{", "\0", "é",
        ];
        var random = new Random(8);
        for (var i = 0; i < 3_000; i++)
        {
            var template = string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => parts[random.Next(parts.Length)]));
            var isRight = Enum.GetValues<TemplateKind>().Select(kind => TemplateCheck.Check("x", template, kind, SomeMessage.Workspace)).First().Count == 0;
            if (isRight && !string.IsNullOrWhiteSpace(template.Replace("{{city}}", "x", StringComparison.Ordinal)))
                Assert.NotNull(SomeMessage.Text($".{template}"));
        }
    }
}
