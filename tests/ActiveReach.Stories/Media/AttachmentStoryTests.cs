using System.Text;
using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;
using Carriers.StandIn;
using Carriers.StandIn.CommunicationServices;
using Carriers.StandIn.Ses;
using Carriers.StandIn.Smtp;

namespace ActiveReach.Stories.Media;

/// <summary>Files go with mails, by every way that mails go, and arrive as they were uploaded.</summary>
public sealed class AttachmentStoryTests
{
    private const string MenuName = "Menü für Ödön.pdf";

    private static readonly byte[] Menu = [.. "%PDF-1.7\r\n.\r\n"u8, .. Enumerable.Range(0, 100_000).Select(at => (byte)(at * 7))];

    private static readonly byte[] Date = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:Fête\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"u8.ToArray();

    [Fact]
    public async Task By_a_mail_server_each_mail_brings_them_under_names_in_any_letters()
    {
        await using var server = new SmtpStandIn();
        await using var story = await StoryHost.StartAsync(settings: [("ActiveReach:Smtp:Host", "127.0.0.1"), ("ActiveReach:Smtp:Port", $"{server.Port}"), ("ActiveReach:Smtp:Security", "none")]);
        await SendAsync(story, 12);
        Assert.Equal((12, 12), (server.Mails.Count, server.Mails.Select(mail => mail.To).Distinct().Count()));
        foreach (var mail in server.Mails)
        {
            var read = MimeKit.MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(mail.Words)));
            Assert.Contains("See http", read.TextBody, StringComparison.Ordinal);
            ArrivedWhole(read.Attachments.Cast<MimeKit.MimePart>().Select(part => new StandInAttachment(part.FileName!, part.ContentType.MimeType, BytesOf(part))));
        }

        // RFC 2231: nothing but ASCII stands in the headers.
        Assert.Matches(@"filename\*(0\*)?=(utf-8|iso-8859-1)''Men%", server.Mails[0].Words);
        Assert.All(server.Mails, mail => Assert.True(Ascii.IsValid(mail.Words)));
    }

    [Fact]
    public async Task Through_Amazon_and_through_communication_services_they_arrive_too()
    {
        await using var ses = await SesStandIn.OpenAsync();
        await using (var story = await StoryHost.StartAsync(settings:
        [
            ("ActiveReach:Ses:Region", SesStandIn.Region), ("ActiveReach:Ses:AccessKeyId", SesStandIn.KeyId), ("ActiveReach:Ses:SecretAccessKey", SesStandIn.Secret), ("ActiveReach:Ses:ConfigurationSet", SesStandIn.ConfigurationSet),
            ("ActiveReach:Ses:TopicArn", SesStandIn.Topic), ("ActiveReach:Ses:Endpoint", ses.Address), ("ActiveReach:Ses:PerMinute", "unlimited"),
        ]))
        {
            await SendAsync(story, 8, until: "active");
        }

        Assert.Equal(8, ses.Mails.Count);
        Assert.Empty(ses.Faults);
        Assert.All(ses.Mails, mail => ArrivedWhole(mail.Attachments));

        var clock = new StoryClock();
        await using var acs = await AcsStandIn.StartAsync(clock);
        await using (var story = await StoryHost.StartAsync(settings: [("ActiveReach:CommunicationServices:ConnectionString", acs.ConnectionString), ("ActiveReach:CommunicationServices:EmailPerMinute", "unlimited")]))
        {
            clock.Follow(story.Clock);
            await SendAsync(story, 8, until: "active");
        }

        Assert.Equal(8, acs.Messages.Count);
        Assert.Empty(acs.Faults);
        Assert.All(acs.Messages, message => ArrivedWhole(message.Attachments));
    }

    [Fact]
    public async Task A_test_brings_them_as_the_campaign_would_and_what_is_named_stays()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:ReplyRate", "0")]);
        var campaign = await story.Api.DraftAsync(await MailsAsync(story, 2));
        var member = (string)(await story.Api.GetAsync("members"))["items"]!.AsArray().Single(each => (string)each!["email"]! == "lead@example.com")!["id"]!;
        var report = await story.Api.PostAsync($"campaigns/{campaign}/test", new { to = new[] { member } });
        Assert.Equal("accepted", (string)report["items"]![0]!["outcome"]!);
        InTheWitness(Assert.Single(File.ReadAllLines(story.Outbox).Select(line => JsonNode.Parse(line)!), line => (string)line["to"]! == "lead@example.com"));

        // A month and more: the draft holds on to its files.
        await story.PassAsync(TimeSpan.FromDays(40));
        var kept = (await story.Api.GetAsync("media"))["items"]!.AsArray();
        Assert.Equal(2, kept.Count);
        Assert.All(kept, item => Assert.Equal(campaign, (string)item!["usedBy"]![0]!["campaign"]!));
        var refused = await Assert.ThrowsAsync<ApiException>(() => DeleteAsync(story, (string)kept[0]!["id"]!));
        Assert.Equal(409, refused.Status);

        story.LetTimePass();
        await story.Api.PostAsync($"campaigns/{campaign}/launch");
        await story.Api.UntilStatusAsync(campaign, "complete");
        Assert.Equal(2, Witness.Of(story.Outbox, campaign).Count);
        Assert.All(Witness.Of(story.Outbox, campaign), InTheWitness);
    }

    private static async Task SendAsync(StoryHost story, int contacts, string until = "complete")
    {
        var campaign = await story.Api.LaunchAsync(await MailsAsync(story, contacts));
        await story.PassUntilAsync(campaign, until);
    }

    private static async Task<Dictionary<string, object>> MailsAsync(StoryHost story, int contacts)
    {
        await story.Api.ImportAsync(Campaigning.ContactsCsv(contacts));
        var menu = (string)(await MediaStoryTests.UploadAsync(story.Api, "application/pdf", Menu))["id"]!;
        var date = (string)(await MediaStoryTests.UploadAsync(story.Api, "text/calendar", Date))["id"]!;
        var definition = Some.Campaign();
        definition["replyWindow"] = "PT1H";
        definition["channels"] = new[] { new { channel = "email" } };
        definition["variants"] = new[]
        {
            new { id = "A", content = new { email = new { subject = "It's here", text = "See {{link 'https://shop.example/new'}}", html = "<p>See <a href='https://shop.example/new'>it</a></p>", attachments = new object[] { new { mediaId = menu, name = MenuName }, new { mediaId = date } } } } },
        };
        return definition;
    }

    private static void ArrivedWhole(IEnumerable<StandInAttachment> attachments)
    {
        var came = attachments.ToList();
        Assert.Equal([(MenuName, "application/pdf"), ("document.ics", "text/calendar")], came.Select(each => (each.Name, each.Type)));
        Assert.Equal(Menu, came[0].Bytes);
        Assert.Equal(Date, came[1].Bytes);
    }

    private static void InTheWitness(JsonNode line) => Assert.Equal(
        [(MenuName, (long)Menu.Length, Sha256(Menu)), ("document.ics", Date.Length, Sha256(Date))],
        line["attachments"]!.AsArray().Select(each => ((string)each!["name"]!, (long)each["bytes"]!, (string)each["sha256"]!)));

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));

    private static byte[] BytesOf(MimeKit.MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content!.DecodeTo(bytes);
        return bytes.ToArray();
    }

    private static async Task DeleteAsync(StoryHost story, string media)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"api/workspaces/demo/media/{media}");
        using var answer = await story.Api.RawAsync(request);
        if (!answer.IsSuccessStatusCode)
            throw new ApiException(await answer.Content.ReadAsStringAsync(), (int)answer.StatusCode);
    }
}
