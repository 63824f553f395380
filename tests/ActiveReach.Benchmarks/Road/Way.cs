using System.Net;
using System.Text;

namespace ActiveReach.Benchmarks.Road;

/// <summary>A way from the app to a vendor: what is sent, the app's settings for it, and the least that anybody would have to do to hand the same over.</summary>
/// <param name="FloorAsync">Hands so many messages over with nothing but a client; returns how many a second.</param>
internal sealed record Way(string Name, string Channel, object Content, Func<int, Task<double>> FloorAsync, bool HasReceipts, params IReadOnlyList<(string Key, string Value)> Settings)
{
    private const string Key = "bm90IGEga2V5IG9mIGFueWJvZHk=";

    /// <summary>A mail of 4 kB with a name, two links, a picture and the way out.</summary>
    private static readonly string Html = $$$"""
        <!doctype html><html><head><meta charset="utf-8"><title>New</title></head><body style="margin:0;font-family:Helvetica,Arial,sans-serif">
        <table role="presentation" width="600" align="center" cellpadding="0" cellspacing="0"><tr><td style="padding:24px"><h1>Hello {{default first_name 'there'}}!</h1>
        <img src="https://shop.example/new.png" alt="The new ones" width="552">{{{Paragraphs()}}}<p><a href="https://shop.example/new">See them all</a> or <a href="https://shop.example/stores">find a shop in {{default city 'town'}}</a>.</p>
        <p style="font-size:12px"><a href="{{unsubscribe}}">Unsubscribe</a></p></td></tr></table></body></html>
        """;

    private static readonly object Mail = new { email = new { subject = "{{default first_name 'Hello'}}, the new ones are here", html = Html } };

    /// <summary>The same for everybody, so that a call may carry a hundred.</summary>
    private static readonly object Text = new { sms = new { text = "The new ones are here: come and see them at your shop. Reply STOP to opt out" } };

    public static Way OfMails(string sink, bool hasReceipts) => new(
        hasReceipts ? "mails over HTTP with receipts" : "mails over HTTP", "email", Mail, messages => Floors.PostAsync(new Uri(sink), "raw", messages, 1), hasReceipts,
        [
            ("ActiveReach:Ses:Region", "eu-west-1"), ("ActiveReach:Ses:AccessKeyId", "AKIAIOSFODNN7EXAMPLE"), ("ActiveReach:Ses:SecretAccessKey", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
            ("ActiveReach:Ses:Endpoint", sink), ("ActiveReach:Ses:PerMinute", "unlimited"), .. hasReceipts ? [("ActiveReach:Ses:ConfigurationSet", "campaigns")] : Array.Empty<(string, string)>(),
        ]);

    public static Way OfTexts(string sink) => new(
        "texts over HTTP, 100 a call", "sms", Text, messages => Floors.PostAsync(new Uri(sink), "sms", messages, 100), false,
        ("ActiveReach:CommunicationServices:ConnectionString", $"endpoint={sink};accesskey={Key}"), ("ActiveReach:CommunicationServices:SmsPerMinute", "unlimited"));

    public static Way BySmtp(string sink)
    {
        var address = IPEndPoint.Parse(sink);
        return new(
            "mails over SMTP", "email", Mail, messages => Floors.MailAsync(address, Html, messages), false,
            ("ActiveReach:Smtp:Host", $"{address.Address}"), ("ActiveReach:Smtp:Port", $"{address.Port}"), ("ActiveReach:Smtp:Security", "none"));
    }

    /// <summary>A campaign to those of the invented people who have fewer points than that, of 1,000.</summary>
    public object Campaign(int points) => new
    {
        name = "Bench",
        type = "one_time",
        audience = new { where = new { field = "custom.points", op = "lt", value = points } },
        channels = new[] { new { channel = Channel } },
        variants = new[] { new { id = "A", content = Content } },
        schedule = new { kind = "now" },
        quietHours = false,
        replyWindow = HasReceipts ? "PT2S" : "PT0S",
    };

    private static string Paragraphs()
    {
        var html = new StringBuilder();
        for (var number = 1; html.Length < 3300; number++)
            html.Append($"<p style=\"line-height:1.5\">Number {number} is lighter than any before & made to last: leather from the valley, a sole that can be changed, and laces in \"seven\" colours. It's yours to try on for thirty days.</p>\n");
        return html.ToString();
    }
}
