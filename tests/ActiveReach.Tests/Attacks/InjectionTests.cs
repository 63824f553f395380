using System.Net;
using System.Text.RegularExpressions;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Files;
using ActiveReach.Tests.Messages;

namespace ActiveReach.Tests.Attacks;

/// <summary>S7: whatever a contact's fields hold stays literal text: no markup, no template, no header, no recipient, no formula. A sample runs here; <c>./soak injections</c> asks for more.</summary>
public sealed partial class InjectionTests
{
    /// <summary>Of what attackers write where names are asked for: markup, scripts, templates of many kinds, headers of mails and of HTTP, formulas, SQL, shells, paths, and characters that turn text round.</summary>
    private static readonly string[] Corpus =
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='x", "</title><script>", "<svg/onload=alert(1)>", "<iframe src=javascript:alert(1)>", "--></style><script>", "]]>", "<![CDATA[", "&lt;b&gt;", "&#60;", "&#x3c;b", "&", "<", ">", "\"", "'", "`",
        "{{first_name}}", "{{{city}}}", "{{{{raw}}}}", "{{link 'https://evil.example'}}", "{{#each this}}", "{{/if}}", "{{else}}", "{{!--", "{{unsubscribe}}", "{{lookup this 'x'}}", "{{constructor.constructor}}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "*|FNAME|*", "{% if %}", "[[x]]",
        "\r\nBcc: victim@example.com", "\nTo: victim@example.com\n\nbody", "\rSubject: x", "%0d%0aBcc:x", "\u2028Bcc: x", "\u2029", "\u0085Cc: x", "\v", "\f", "\0", "\u001b[2J", ", victim@example.com", "; victim@example.com", "<victim@example.com>", "\"a\" <victim@example.com>", "=?utf-8?q?=0d=0aBcc:x?=",
        "=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "'=1", "=HYPERLINK(\"http://evil.example\")", "00170", "+34600123456", "1e5",
        "'; DROP TABLE contacts; --", "\" OR \"1\"=\"1", "$(reboot)", "; rm -rf /", "../../etc/passwd", "\u202Egpj.exe", "\u200B", "\uFEFF", "😀", "a\u0301", "javascript:alert(1)", "https://evil.example/?a=1&b=2", "data:text/html,x", "STOP",
    ];

    [Fact]
    public void Whatever_a_contact_is_called_stays_literal_text() => Chance.Try(Chance.Cases(1_000), random =>
    {
        var (name, city, nick) = (Some(random), Some(random), Some(random));
        var contact = SomeMessage.Contact(firstName: name, city: city, custom: ("nick", nick));

        var text = SomeMessage.Composer().Compose(SomeMessage.Of(Channel.Sms, new Content { Text = "Hi {{first_name}}|{{city}}|{{custom.nick}}." }), SomeMessage.Address, "A", Channel.Sms, contact, SomeMessage.Workspace).Message;
        Assert.Equal($"Hi {name}|{city}|{nick}.", text?.Text);
        Assert.Equal("+14155550123", text!.To);

        var mail = SomeMessage.Mail("<p title=\"{{first_name}}\" class='{{city}}'>Hi {{custom.nick}}.</p><a href=\"https://shop.example/?c={{city}}\">x</a>", contact, subject: "For {{first_name}} {{city}}");
        var shown = Shown().Match(mail.Html!);
        Assert.True(shown.Success, mail.Html);
        Assert.Equal([name, city, nick], new[] { "title", "class", "name" }.Select(each => WebUtility.HtmlDecode(shown.Groups[each].Value)));
        Assert.DoesNotContain(mail.Subject!, c => char.IsControl(c) || c is '\u2028' or '\u2029');
        Assert.Equal(["List-Unsubscribe", "List-Unsubscribe-Post"], mail.Headers.Keys.Order());
        Assert.All(mail.Headers.Values, value => Assert.DoesNotContain(value, char.IsControl));
        Assert.Equal("asha@example.com", mail.To);
        Assert.All(mail.PersonalLinks?.Values ?? [], place => Assert.StartsWith("https://shop.example/?c=", place, StringComparison.Ordinal));
        Assert.All(mail.PersonalLinks?.Values ?? [], place => Assert.DoesNotContain(place, c => c is '<' or '>' or '"' or '\'' || char.IsControl(c) || char.IsWhiteSpace(c)));
    });

    [Fact]
    public void A_field_in_a_link_can_lead_no_further_than_a_web_address() => Chance.Try(Chance.Cases(1_000), random =>
    {
        var site = Some(random);
        var composed = SomeMessage.Composer().Compose(
            SomeMessage.Of(Channel.Email, new Content { Subject = "s", Html = "<a href=\"{{custom.site}}\">x</a>" }), SomeMessage.Address, "A", Channel.Email, SomeMessage.Contact(custom: ("site", site)), SomeMessage.Workspace);
        Assert.All(composed.Message?.PersonalLinks?.Values ?? [], place => Assert.True(Uri.TryCreate(place, UriKind.Absolute, out var to) && to.Scheme is "http" or "https", place));
        Assert.DoesNotMatch("href=\"(?!https://reach\\.example/)", composed.Message?.Html ?? "");
    });

    [Fact]
    public void No_cell_of_a_file_is_a_formula_and_each_comes_back_as_it_was() => Chance.Try(Chance.Cases(10_000), random =>
    {
        var text = Some(random);
        var (safe, kept) = (SpreadsheetText.Safe(text), SpreadsheetText.Kept(text));
        Assert.True(safe.Length == 0 || safe[0] is not ('=' or '+' or '-' or '@' or '\t' or '\r'), safe);
        Assert.True(kept.Length == 0 || kept[0] is not ('+' or '-' or '@' or '\t' or '\r') && (kept[0] != '=' || Number().IsMatch(kept)), kept);
        Assert.Equal([text, text], [SpreadsheetText.Plain(safe), SpreadsheetText.Plain(kept)]);
    });

    /// <summary>One of the corpus, a few of them one behind the other, or one that was changed.</summary>
    private static string Some(Random random)
    {
        var text = random.Next(3) switch
        {
            0 => random.Of(Corpus),
            1 => string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => random.Of(Corpus))),
            _ => random.Broken(random.Of(Corpus), Corpus),
        };
        return text;
    }

    [GeneratedRegex("^<p title=\"(?<title>[^\"<>]*)\" class='(?<class>[^'<>]*)'>Hi (?<name>[^<>]*)\\.</p>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shown();

    [GeneratedRegex("^=\"\\+?[0-9]+\"$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
