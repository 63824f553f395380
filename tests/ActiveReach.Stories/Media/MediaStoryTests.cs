using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;
using ActiveReach.Stories.Templates;

namespace ActiveReach.Stories.Media;

/// <summary>A picture goes out, and everybody who gets it sees it.</summary>
public sealed class MediaStoryTests
{
    private const int Contacts = 3;

    internal static readonly byte[] Picture = [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 2, 88, 0, 0, 1, 144, .. new byte[40]];

    [Fact]
    public async Task A_picture_goes_out_in_mails_and_behind_the_tracked_link_of_texts()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:ReplyRate", "0"), ("Sandbox:StopRate", "0"), ("Sandbox:ClickRate", "1"), ("Sandbox:DeliveredRate", "1")]);
        await story.Api.PatchAsync("settings", new { smsOptOutLine = "Reply STOP to opt out" });
        await story.Api.ImportAsync(Campaigning.ContactsCsv(Contacts));
        var picture = await UploadAsync(story.Api, "image/png", Picture);
        var (id, url) = ((string)picture["id"]!, (string)picture["url"]!);
        var definition = Some.Campaign();
        definition["replyWindow"] = "PT1H";
        definition["delivery"] = "all";
        definition["channels"] = new[] { new { channel = "sms" }, new { channel = "email" } };
        var media = new[] { new { mediaId = id } };
        definition["variants"] = new[]
        {
            new
            {
                id = "A",
                content = new
                {
                    sms = new { text = "Hi {{first_name}}, look:", media },
                    email = new { subject = "It's here", html = "<p>Hi {{first_name}}</p>", media },
                },
            },
        };
        story.LetTimePass();
        var campaign = await story.Api.LaunchAsync(definition);
        await story.Api.UntilStatusAsync(campaign, "complete");

        var lines = Witness.Of(story.Outbox, campaign);
        var texts = lines.Where(line => (string)line["channel"]! == "sms").ToList();
        var mails = lines.Where(line => (string)line["channel"]! == "email").ToList();
        Assert.Equal((Contacts, Contacts), (texts.Count, mails.Count));
        foreach (var text in texts)
        {
            var words = ((string)text["body"]!).Split('\n');
            Assert.Equal((3, "Reply STOP to opt out"), (words.Length, words[2]));
            Assert.Equal(url, await TargetAsync(story.Api, words[1]));
            Assert.Null(text["media"]);
        }

        foreach (var mail in mails)
        {
            Assert.Contains($"<img src=\"{url}\" alt=\"image.png\"", (string)mail["body"]!, StringComparison.Ordinal);
            Assert.Equal((url, "image/png", "image.png"), ((string)mail["media"]![0]!["url"]!, (string)mail["media"]![0]!["type"]!, (string)mail["media"]![0]!["name"]!));
        }

        // A click on the way to a picture is a click: the texts have no other link.
        var breakdown = await story.Api.GetAsync($"campaigns/{campaign}/analytics?by=channel");
        Assert.Equal(Contacts, (long)breakdown["breakdowns"]!["channel"]!.AsArray().Single(group => (string)group!["group"]! == "sms")!["clicked"]!);
        Assert.Equal(Picture, await BytesAsync(story.Api, url));
        Assert.Equal(campaign, (string)(await story.Api.GetAsync($"media/{id}"))["usedBy"]![0]!["campaign"]!);
    }

    [Fact]
    public async Task An_author_places_pictures_himself_and_a_whatsapp_template_shows_the_campaigns_own()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:ReplyRate", "0"), ("Sandbox:StopRate", "0"), ("Sandbox:ReviewDelayMs", "1000")]);
        await story.Api.ImportAsync("external_id,first_name,phone,email,consent.whatsapp,consent.email\n1,Asha,+919812300001,asha@example.com,opted_in,opted_in\n");
        var picture = await UploadAsync(story.Api, "image/png", Picture);
        var media = new[] { new { mediaId = (string)picture["id"]! } };
        await story.Api.PostAsync("templates", new { name = "launch", language = "en", headerMedia = "image", body = "Hi {{1}}, our launch is on Sunday. See you there.", buttons = new object[] { new { type = "quick_reply", text = "Yes" }, new { type = "url", text = "Shop", url = "https://shop.example/?for={{1}}" } } });
        await story.Api.PostAsync("templates/launch/submit");
        var definition = Vendor.Campaign("launch", "{{first_name}}");
        definition["delivery"] = "all";
        definition["channels"] = new object[] { new { channel = "whatsapp", template = "launch" }, new { channel = "email" } };
        definition["variants"] = new[]
        {
            new { id = "A", content = new { whatsapp = new { parameters = new[] { "{{first_name}}", "{{first_name}} & co" }, media }, email = new { subject = "Now", html = $"<p>Hi</p><img src=\"{{{{media '{media[0].mediaId}'}}}}\" alt=\"Sale\">", media } } },
        };
        story.LetTimePass();
        var campaign = await story.Api.LaunchAsync(definition);
        await story.Api.UntilStatusAsync(campaign, "complete");

        var lines = Witness.Of(story.Outbox, campaign);
        Assert.Equal(["email", "whatsapp"], lines.Select(line => (string)line["channel"]!).Order(StringComparer.Ordinal));
        Assert.All(lines, line => Assert.Equal((string)picture["url"]!, (string)line["media"]![0]!["url"]!));
        Assert.Equal(
            """[{"type":"quick_reply","text":"Yes"},{"type":"url","text":"Shop","target":"https://shop.example/?for=Asha%20&%20co"}]""",
            lines.Single(line => (string)line["channel"]! == "whatsapp")["buttons"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        var mail = (string)lines.Single(line => (string)line["channel"]! == "email")["body"]!;
        Assert.Contains($"<img src=\"{picture["url"]}\" alt=\"Sale\">", mail, StringComparison.Ordinal);
        Assert.Single(mail.Split((string)picture["url"]!)[1..]);
    }

    internal static async Task<JsonNode> UploadAsync(ApiClient api, string type, byte[] bytes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/workspaces/{api.Workspace}/media") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var answer = await api.RawAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    internal static async Task<string> TargetAsync(ApiClient api, string link)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(link).AbsolutePath);
        request.Headers.UserAgent.ParseAdd("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36");
        using var answer = await api.RawAsync(request);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    private static async Task<byte[]> BytesAsync(ApiClient api, string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url).AbsolutePath);
        using var answer = await api.RawAsync(request);
        return await answer.Content.ReadAsByteArrayAsync();
    }
}
