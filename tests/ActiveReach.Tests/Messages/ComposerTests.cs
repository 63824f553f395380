using System.Net;
using System.Text.RegularExpressions;
using ActiveReach.Audiences;
using ActiveReach.Channels;
using ActiveReach.Campaigns;
using ActiveReach.Consent;
using ActiveReach.Links;
using ActiveReach.Workspaces;

namespace ActiveReach.Tests.Messages;

public sealed class ComposerTests
{
    public static TheoryData<string> Injections => new(
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='x", "{{first_name}}", "{{{{raw}}}}", "{{link 'https://evil.example'}}",
        "\r\nBcc: victim@example.com", "a\nTo: victim@example.com\n\nbody", "&lt;b&gt;", "`x`=y", "%0d%0aBcc:x", "\u2028Bcc: x", "\0", "--></style><script>", "${7*7}", "=cmd|'/c calc'!A1");

    [Theory]
    [MemberData(nameof(Injections))]
    public void What_a_contact_is_called_stays_literal_text(string name)
    {
        var contact = SomeMessage.Contact(firstName: name);

        var text = SomeMessage.Text("Hi {{first_name}}.", contact);
        var mail = SomeMessage.Mail("<p title=\"{{first_name}}\">Hi {{first_name}}.</p>", contact, subject: "For {{first_name}}");

        Assert.Equal($"Hi {name}.", text.Text);
        var shown = Regex.Match(mail.Html!, "^<p title=\"(?<title>[^\"<>]*)\">Hi (?<name>[^<>]*)\\.</p>", RegexOptions.Singleline, TimeSpan.FromSeconds(1));
        Assert.Equal([name, name], [WebUtility.HtmlDecode(shown.Groups["title"].Value), WebUtility.HtmlDecode(shown.Groups["name"].Value)]);
        Assert.DoesNotContain(mail.Subject!, c => char.IsControl(c) || c is '\u2028' or '\u2029');
        Assert.Equal(["List-Unsubscribe", "List-Unsubscribe-Post"], mail.Headers.Keys.Order());
        Assert.All(mail.Headers.Values, value => Assert.DoesNotContain(value, char.IsControl));
        Assert.Equal("asha@example.com", mail.To);
    }

    [Fact]
    public void A_link_leads_to_what_was_registered_for_the_run()
    {
        var run = SomeMessage.Of(Channel.Sms, new Content { Text = "{{link 'https://shop.example/a'}} {{link 'https://shop.example/b'}}" });
        var composer = SomeMessage.Composer();
        var message = composer.Compose(run, SomeMessage.Address, "A", Channel.Sms, SomeMessage.Contact(), SomeMessage.Workspace).Message!;

        Assert.Equal(["https://shop.example/a", "https://shop.example/b"], message.Text.Split(' ').Select(url => SomeMessage.PlaceOf(run, message, url)));
        Assert.Equal(2, run.Links.Count);
        Assert.Null(message.PersonalLinks);
    }

    [Fact]
    public void Hrefs_of_a_mail_are_tracked_and_personal_ones_are_made_of_the_contact_as_it_is_when_the_mail_is_sent()
    {
        const string html = """<a href="https://shop.example/?a=1&amp;city={{city}}">x</a><a href='https://plain.example/'>y</a><a href="mailto:us@example.com">z</a><a href="{{custom.site}}">s</a>""";
        var run = SomeMessage.Of(Channel.Email, new Content { Subject = "s", Html = html });
        var composer = SomeMessage.Composer();
        var message = composer.Compose(run, SomeMessage.Address, "A", Channel.Email, SomeMessage.Contact(city: "New Delhi&x=1", custom: ("site", "https://me.example/")), SomeMessage.Workspace).Message!;

        Assert.DoesNotContain("shop.example", message.Html);
        Assert.Contains("mailto:us@example.com", message.Html);
        Assert.Equal("https://plain.example/", run.Links[1]);
        Assert.Equal(new Dictionary<int, string> { [0] = "https://shop.example/?a=1&city=New%20Delhi%26x%3D1", [2] = "https://me.example/" }, message.PersonalLinks!);
        Assert.Equal(SkipReason.BadLink, composer.Compose(run, SomeMessage.Address, "A", Channel.Email, SomeMessage.Contact(custom: ("site", "javascript:alert(1)")), SomeMessage.Workspace).Refusal);
    }

    [Fact]
    public void A_link_that_the_run_did_not_freeze_goes_out_untracked_and_the_others_keep_their_numbers()
    {
        const string html = """<a href='https://shop.example/a'>a</a> <a href='https://shop.example/it's'>b</a> <a href='{{custom.site}}'>c</a> <a href='https://shop.example/a'>d</a>""";
        var run = SomeMessage.Of(Channel.Email, new Content { Subject = "s", Html = html }) with { Links = ["https://shop.example/gone", "https://shop.example/a"] };
        var message = SomeMessage.Composer().Compose(run, SomeMessage.Address, "A", Channel.Email, SomeMessage.Contact(custom: ("site", "https://me.example/it's")), SomeMessage.Workspace).Message!;

        var hrefs = Regex.Matches(message.Html!, "<a href='([^']*)'", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal("https://shop.example/a", SomeMessage.PlaceOf(run, message, hrefs[0]));
        Assert.Equal(["https://shop.example/it", "https://me.example/it%27s", hrefs[0]], hrefs.Skip(1));
    }

    [Fact]
    public void A_link_keeps_its_number_whichever_branch_a_contact_is_shown()
    {
        var run = SomeMessage.Of(Channel.Sms, new Content { Text = "{{#if city}}{{link 'https://shop.example/near'}}{{else}}{{link (default custom.site 'https://shop.example/far')}}{{/if}}" });
        var composer = SomeMessage.Composer();

        string? PlaceFor(Recipient contact)
        {
            var message = composer.Compose(run, SomeMessage.Address, "A", Channel.Sms, contact, SomeMessage.Workspace).Message!;
            return SomeMessage.PlaceOf(run, message, message.Text);
        }

        Assert.Equal("https://shop.example/near", PlaceFor(SomeMessage.Contact()));
        Assert.Equal("https://shop.example/far", PlaceFor(SomeMessage.Contact(city: null)));
        Assert.Equal("https://me.example/?a=1&b", PlaceFor(SomeMessage.Contact(city: null, custom: ("site", "https://me.example/?a=1&b"))));
    }

    [Fact]
    public void One_template_is_rendered_for_many_contacts_at_once()
    {
        var run = SomeMessage.Of(Channel.Sms, new Content { Text = "{{#if city}}{{upper city}}{{/if}} {{#with custom}}{{nick}}{{/with}}" });
        var composer = SomeMessage.Composer();

        var texts = Enumerable.Range(0, 2_000).AsParallel().AsOrdered().Select(i =>
            composer.Compose(run, SomeMessage.Address, "A", Channel.Sms, SomeMessage.Contact(city: $"c{i}", custom: ("nick", $"n{i}")), SomeMessage.Workspace).Message!.Text);

        Assert.Equal(Enumerable.Range(0, 2_000).Select(i => $"C{i} n{i}"), texts);
    }

    [Fact]
    public void A_mail_carries_a_pixel_a_footer_and_one_click_unsubscribe()
    {
        var mail = SomeMessage.Mail("<html><body><p>Hi {{first_name}}</p></body></html>");

        var unsubscribe = mail.Headers["List-Unsubscribe"].Trim('<', '>');
        Assert.True(SomeMessage.Tokens.TryRead(LinkPurpose.Unsubscribe, unsubscribe[(SomeMessage.PublicUrl.Length + 3)..], out _));
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
        Assert.Matches($"""^<html><body><p>Hi Asha</p>.*<a href="{unsubscribe}">Unsubscribe</a>.*<img src="{SomeMessage.PublicUrl}/o/[\w-]+" .*></body></html>$""", mail.Html);
        Assert.StartsWith("Hi Asha", mail.Text, StringComparison.Ordinal);
        Assert.Contains(unsubscribe, mail.Text);
    }

    [Fact]
    public void A_template_that_names_unsubscribe_gets_no_second_footer()
    {
        var mail = SomeMessage.Mail("<p>Hi</p><a href=\"{{unsubscribe}}\">Leave</a>");

        Assert.Single(Regex.Matches(mail.Html!, "/u/", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void The_key_of_a_message_is_its_place_in_the_ledger()
    {
        var message = SomeMessage.Text("Hi");

        Assert.Equal(("cmp_0123456789abcdefghij.1:1:2:3", "cmp_0123456789abcdefghij.1:1:2:3"), (message.IdempotencyKey, message.Tag));
        Assert.Equal(new MessageOrigin("cmp_0123456789abcdefghij", "cmp_0123456789abcdefghij.1", "ctc_7", "A", null), message.Origin);
    }

    [Fact]
    public void An_empty_text_or_a_missing_sender_is_a_skip_with_its_reason()
    {
        var composer = SomeMessage.Composer();
        var empty = SomeMessage.Of(Channel.Sms, new Content { Text = "{{first_name}}" });

        Assert.Equal(SkipReason.RenderFailed, composer.Compose(empty, SomeMessage.Address, "A", Channel.Sms, SomeMessage.Contact(firstName: null), SomeMessage.Workspace).Refusal);
        Assert.Equal(SkipReason.NoSender, composer.Compose(empty, SomeMessage.Address, "A", Channel.Sms, SomeMessage.Contact(), SomeMessage.Workspace.With(new SenderSettings { Senders = new Dictionary<Channel, string>() })).Refusal);
        Assert.Equal(SkipReason.NoAddress, composer.Compose(empty, SomeMessage.Address, "A", Channel.Sms, SomeMessage.Contact() with { Phone = null }, SomeMessage.Workspace).Refusal);
    }
}
