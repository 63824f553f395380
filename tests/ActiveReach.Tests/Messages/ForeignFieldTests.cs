using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Channels;
using ActiveReach.Messages;
using ActiveReach.Problems;

namespace ActiveReach.Tests.Messages;

public sealed class ForeignFieldTests
{
    [Theory]
    [InlineData("Hi *|FNAME|*!", "{{first_name}}")]
    [InlineData("*|IF:FNAME|* x *|END:IF|*", "{{#if first_name}}")]
    [InlineData("Leave: *|UNSUB|*", "{{unsubscribe}}")]
    [InlineData("Hi {first_name}!", "{{first_name}}")]
    [InlineData("Hi {firstName}!", "{{first_name}}")]
    [InlineData("Hi {FIRSTNAME}!", "{{first_name}}")]
    [InlineData("Hi {First Name}!", "{{first_name}}")]
    [InlineData("Hi {name|there}!", "{{first_name}}")]
    [InlineData("Your code: {coupon_code}", "{{custom.NAME}}")]
    [InlineData("Hi {$name}!", "{{first_name}}")]
    [InlineData("Hi {!Contact.FirstName}!", "{{first_name}}")]
    [InlineData("Hi {contactfield=firstname}!", "{{first_name}}")]
    [InlineData("Hi {contact.nick}!", "{{custom.nick}}")]
    [InlineData("Hi %%name%%!", "{{first_name}}")]
    [InlineData("Hi %%First Name%%!", "{{first_name}}")]
    [InlineData("Hi %%=v(@FirstName)=%%!", "{{first_name}}")]
    [InlineData("Hi %FIRSTNAME%!", "{{first_name}}")]
    [InlineData("Hi %recipient.first_name%!", "{{first_name}}")]
    [InlineData("Hi [[name]]!", "{{first_name}}")]
    [InlineData("Hi [[contact.first_name]]!", "{{first_name}}")]
    [InlineData("Hi [FIRSTNAME]!", "{{first_name}}")]
    [InlineData("Hi [First Name]!", "{{first_name}}")]
    [InlineData("Hi [firstname,fallback=there]!", "{{first_name}}")]
    [InlineData("Hi [subscriber:firstname | default:reader]!", "{{first_name}}")]
    [InlineData("Hi [%first_name%]!", "{{first_name}}")]
    [InlineData("Hi <%= user.first_name %>!", "{{first_name}}")]
    [InlineData("Hi &lt;%= name %&gt;!", "{{first_name}}")]
    [InlineData("Hi ${name}!", "{{first_name}}")]
    [InlineData("{% if first_name %}Hi{% endif %}", "{{#if first_name}}")]
    [InlineData("Hi @@name@@!", "{{first_name}}")]
    [InlineData("Hi @FIRSTNAME@!", "{{first_name}}")]
    [InlineData("Hi ##lastname##!", "{{last_name}}")]
    [InlineData("Hi ~Contact.FirstName~!", "{{first_name}}")]
    [InlineData("Hi «First Name»!", "{{first_name}}")]
    [InlineData("Hi $[FNAME]$!", "{{first_name}}")]
    [InlineData("Hi #recipient:name#!", "{{first_name}}")]
    [InlineData("Your nick is {nick}", "{{custom.nick}}")]
    public void A_field_in_the_words_of_another_product_is_warned_of_with_the_right_ones(string text, string remedy)
    {
        foreach (var (part, content) in new[] { ("text", new Content { Text = text }), ("html", new Content { Html = $"<p>{text}</p>" }), ("subject", new Content { Subject = text }) })
        {
            var warning = Warnings(content)[0];
            Assert.Equal(($"variants[0].content.email.{part}", "foreign_field"), (warning.Path, warning.Code));
            Assert.Contains(remedy, warning.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Hi {{first_name}}, {{default last_name 'x'}} {{#if city}}{{city}}{{/if}} {{link 'https://shop.example/?a=b'}}")]
    [InlineData("p {color:red} a{font-weight : bold;} .x{}")]
    [InlineData("50%% off, 20%% more; 100% sure, 50% and 20% off; %20 and %C3%A9%C3%BC")]
    [InlineData("[NEW] [Sale] [ACTION REQUIRED] [1] [see below] [x] [Call us by phone]")]
    [InlineData("5 < 6 % and 7 > 4; a <- b; {0} {} { } {a} {, {1,2}")]
    [InlineData("$5 {off}? no: { off } and $ {x}")]
    [InlineData("«Bonjour» à tous, #sale #new #news, me@example.com, @shop, 5*|6, ~ok~ __bold__")]
    [InlineData("https://shop.example/?a=1&b=%7Bx%7D#top")]
    [InlineData("Tonight 8-9 {doors open at 7}! *only today* | *really* |")]
    public void Words_that_are_no_field_are_not_warned_of(string text)
    {
        var expected = text.Contains("{off}", StringComparison.Ordinal) ? 1 : 0;
        Assert.Equal(expected, Warnings(new Content { Text = text }).Count);
        Assert.Equal(expected, Warnings(new Content { Html = $"<p title=\"{text.Replace('"', ' ')}\">{text}</p>" }).Count);
    }

    [Theory]
    [InlineData("<style>p {color:red} .a{b} @media (max-width:{w}) {x{y}}</style><p>Hi</p>")]
    [InlineData("<script>var a = `${name}`; if (b) {run} [[name]]</script><p>Hi</p>")]
    [InlineData("<!-- {first_name} *|FNAME|* --><p>Hi</p>")]
    [InlineData("<p onclick=\"f({name})\" style=\"x:{y}\">Hi</p>")]
    [InlineData("<p title=\"{{first_name}}\">{{ first_name }}</p>")]
    public void Code_and_styles_of_a_mail_hold_no_fields(string html) => Assert.Empty(Warnings(new Content { Html = html }));

    [Theory]
    [InlineData("<a href=\"https://shop.example/?e=%%email%%\">x</a>", "{{email}}")]
    [InlineData("<img alt=\"For *|LNAME|*\" src=x>", "{{last_name}}")]
    [InlineData("<!--[if mso]><p>Hi *|FNAME|*</p><![endif]-->", "{{first_name}}")]
    public void Attributes_and_what_Outlook_shows_are_looked_at_too(string html, string remedy) =>
        Assert.Contains(remedy, Assert.Single(Warnings(new Content { Html = html })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{{ contact.FIRSTNAME }}", "{{first_name}}")]
    [InlineData("{{ person.first_name }}", "{{first_name}}")]
    [InlineData("{{ subscriber.email }}", "{{email}}")]
    [InlineData("{{firstName}}", "{{first_name}}")]
    [InlineData("{{FNAME}}", "{{first_name}}")]
    [InlineData("{{nick}}", "{{custom.nick}}")]
    [InlineData("{{ first_name | default: 'there' }}", "{{default field 'text'}}")]
    public void An_unknown_field_is_refused_with_the_one_that_is_meant(string text, string remedy) =>
        Assert.Contains(TemplateCheck.Check("text", text, TemplateKind.Text, SomeMessage.Workspace), problem => problem.Message.Contains(remedy, StringComparison.Ordinal));

    [Fact]
    public void An_href_in_the_words_of_another_product_is_refused_with_the_right_ones()
    {
        var problem = Assert.Single(TemplateCheck.Check("html", "<a href=\"*|UNSUB|*\">Leave</a>", TemplateKind.Html, SomeMessage.Workspace));

        Assert.Equal("link_invalid", problem.Code);
        Assert.Contains("write {{unsubscribe}}", problem.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<InputProblem> Warnings(Content content) =>
        CampaignWarnings.Of(SomeMessage.Of(Channel.Email, content).Definition, SomeMessage.Workspace);
}
