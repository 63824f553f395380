using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;
using ActiveReach.Stories.Media;
using ActiveReach.Stories.Templates;
using Carriers.StandIn.Vendors;
using Carriers.StandIn.WhatsApp;

namespace ActiveReach.Stories.Messages;

/// <summary>WhatsApp through Meta's Cloud API, from the template's review to what people answer.</summary>
public sealed class WhatsAppCloudStoryTests
{
    private const string VerifyToken = "a-token-that-meta-shows";

    [Fact]
    public async Task Everybody_gets_one_message_of_the_approved_template_and_reports_settle_what_was_in_doubt()
    {
        await using var meta = await MetaStandIn.OpenAsync();
        await using var story = await StartAsync(meta);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(40));
        await story.Api.SubmitTemplateAsync("launch", Vendor.Body);
        var campaign = await story.Api.LaunchAsync(Vendor.Campaign("launch", "{{first_name}}", "Diwali"));
        await story.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal("in_review", (string)(await story.Api.GetAsync($"campaigns/{campaign}"))["status"]!);
        Assert.Empty(meta.Messages);

        meta.Next(
            VendorFate.TakenAndBroken, VendorFate.Refused(429, "130429", retryAfter: "60"), VendorFate.Refused(400, "131026"), VendorFate.TakenAndGarbled, VendorFate.Refused(401, "190"), VendorFate.Refused(500, "131000"));
        await TellAsync(story, meta.Verdict("launch", "APPROVED"));
        await story.PassUntilAsync(campaign, "active");
        Assert.Equal("approved", await story.Api.TemplateStateAsync("launch"));
        Assert.Equal((38, 38), (meta.Messages.Count, meta.Messages.Select(message => message.To).Distinct().Count()));
        Assert.All(meta.Messages, message => Assert.Equal(("launch", "Diwali"), (message.Template, message.Values[1])));
        Assert.Empty(meta.Faults);
        var before = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((40, 1, 3), ((long)before["recipients"]!, (long)before["failed"]!, (long)before["uncertain"]!));

        // They come doubled and in the wrong order; and what is not signed has no effect.
        var now = story.Clock.GetUtcNow();
        var reports = meta.Messages.Select((message, index) => index % 10 == 3 ? message.Status("failed", now, 131026) : message.Status("delivered", now)).Concat(meta.Messages.Take(2).Select(message => message.Status("read", now))).Reverse().ToList();
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(story, MetaMessage.Callback([meta.Messages[0].Status("failed", now, 131026)]), "another secret"));
        await TellAsync(story, MetaMessage.Callback(reports.Select(report => (JsonObject)report.DeepClone())));
        await TellAsync(story, MetaMessage.Callback(reports.Take(20).Select(report => (JsonObject)report.DeepClone()), meta.Messages[1].Answer("Yes please", now)));
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((34, 5, 1), ((long)figures["delivered"]!, (long)figures["failed"]!, (long)figures["uncertain"]!));
        Assert.Equal((2, 1, 40), ((long)figures["opened"]!, (long)figures["replied"]!, figures.Outcomes()));
        Assert.Empty((await story.Api.GetAsync("engagement/parked"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_picture_and_buttons_go_out_and_what_somebody_taps_is_their_answer()
    {
        await using var meta = await MetaStandIn.OpenAsync();
        await using var story = await StartAsync(meta);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(3));
        var picture = await MediaStoryTests.UploadAsync(story.Api, "image/png", MediaStoryTests.Picture);
        var (id, url) = ((string)picture["id"]!, (string)picture["url"]!);
        var links = $"{new Uri(url).GetLeftPart(UriPartial.Authority)}/r/";
        object[] buttons = [new { type = "quick_reply", text = "Count me in" }, new { type = "url", text = "Offer", url = links + "{{1}}" }, new { type = "phone_number", text = "Call us", phone = "+18005550101" }];
        await story.Api.PostAsync("templates", new { name = "launch", language = "en", headerMedia = "image", headerExample = id, body = "Hi {{1}}, our launch is on Sunday. See you there.", buttons });
        await story.Api.PostAsync("templates/launch/submit");
        Assert.Equal(MediaStoryTests.Picture, Assert.Single(meta.Files).Value);
        await TellAsync(story, meta.Verdict("launch", "APPROVED"));
        await story.AtRestAsync();

        var definition = Vendor.Campaign("launch");
        definition["variants"] = new[] { new { id = "A", content = new { whatsapp = new { parameters = new[] { "{{first_name}}", "{{link 'https://shop.example/sale'}}" }, media = new[] { new { mediaId = id } } } } } };
        var campaign = await story.Api.LaunchAsync(definition);
        await story.PassUntilAsync(campaign, "active");
        Assert.Equal(3, meta.Messages.Count);
        Assert.All(meta.Messages, message => Assert.Equal($"image {url}", message.Shown));
        var first = meta.Messages[0];
        Assert.Equal("https://shop.example/sale", await MediaStoryTests.TargetAsync(story.Api, links + first.Values[1]));
        Assert.Empty(meta.Faults);

        var now = story.Clock.GetUtcNow();
        await TellAsync(story, MetaMessage.Callback(meta.Messages.Select(message => message.Status("delivered", now)), first.Tap("Count me in", now)));
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((3, 1, 1), ((long)figures["delivered"]!, (long)figures["clicked"]!, (long)figures["replied"]!));
        Assert.Equal("Count me in", (string)(await story.Api.GetAsync($"campaigns/{campaign}/responses"))["items"]!.AsArray().Single()!["text"]!);
    }

    [Fact]
    public async Task A_tier_of_the_account_carries_a_campaign_over_three_days()
    {
        await using var meta = await MetaStandIn.OpenAsync();
        await using var story = await StartAsync(meta, more: ("ActiveReach:WhatsApp:PerDay", "20"));
        await story.Api.ImportAsync(Campaigning.ContactsCsv(50));
        await story.Api.SubmitTemplateAsync("launch", Vendor.Body);
        await TellAsync(story, meta.Verdict("launch", "APPROVED"));
        await story.AtRestAsync();
        var campaign = await story.Api.LaunchAsync(Vendor.Campaign("launch", "{{first_name}}", "Diwali"));
        foreach (var sent in new[] { 20, 40 })
        {
            await story.PassAsync(TimeSpan.FromHours(sent == 20 ? 2 : 24));
            Assert.Equal(sent, meta.Messages.Count);
            Assert.Contains("takes 20 WhatsApp messages a day for all its senders", (string)(await story.Api.GetAsync($"campaigns/{campaign}"))["statusReason"]!, StringComparison.Ordinal);
        }

        await story.PassAsync(TimeSpan.FromHours(24));
        Assert.Equal((50, 50), (meta.Messages.Count, meta.Messages.Select(message => message.To).Distinct().Count()));
    }

    [Fact]
    public async Task Whoever_is_told_STOP_on_WhatsApp_is_sent_no_more_there()
    {
        await using var meta = await MetaStandIn.OpenAsync();
        await using var story = await StartAsync(meta);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(5));
        await story.Api.SubmitTemplateAsync("launch", Vendor.Body);
        await TellAsync(story, meta.Verdict("launch", "APPROVED"));
        await story.AtRestAsync();
        var first = await story.Api.LaunchAsync(Vendor.Campaign("launch", "{{first_name}}", "Diwali"));
        await story.PassUntilAsync(first, "active");
        await TellAsync(story, MetaMessage.Callback([], meta.Messages[0].Answer("STOP", story.Clock.GetUtcNow())));
        await story.AtRestAsync();

        var second = await story.Api.LaunchAsync(Vendor.Campaign("launch", "{{first_name}}", "Holi"));
        await story.PassUntilAsync(second, "active");
        Assert.Equal(9, meta.Messages.Count);
        Assert.Equal(1, meta.Messages.Count(message => message.To == meta.Messages[0].To));
    }

    [Fact]
    public async Task Meta_is_answered_its_challenge_where_it_shows_the_token()
    {
        await using var meta = await MetaStandIn.OpenAsync();
        await using var story = await StartAsync(meta);
        foreach (var (query, status, body) in new[]
        {
            ($"hub.mode=subscribe&hub.verify_token={VerifyToken}&hub.challenge=1158201444", HttpStatusCode.OK, "1158201444"),
            ("hub.mode=subscribe&hub.verify_token=guess&hub.challenge=1158201444", HttpStatusCode.Unauthorized, null),
            ($"hub.verify_token={VerifyToken}&hub.challenge=1158201444", HttpStatusCode.Unauthorized, null),
            ($"hub.mode=subscribe&hub.verify_token={VerifyToken}&hub.challenge=%3Cscript%3E", HttpStatusCode.BadRequest, null),
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"api/webhooks/whatsapp?{query}");
            using var answer = await story.Api.RawAsync(request);
            Assert.Equal(status, answer.StatusCode);
            if (body is not null)
                Assert.Equal(body, await answer.Content.ReadAsStringAsync());
        }
    }

    internal static Task<StoryHost> StartAsync(MetaStandIn meta, string? directory = null, DateTimeOffset? now = null, params (string Key, string Value)[] more) => StoryHost.StartAsync(directory, now, settings:
    [
        ("ActiveReach:WhatsApp:AccessToken", MetaStandIn.Token), ("ActiveReach:WhatsApp:BusinessAccountId", MetaStandIn.Account), ("ActiveReach:WhatsApp:PhoneNumbers:18005550101", MetaStandIn.Number),
        ("ActiveReach:WhatsApp:AppId", MetaStandIn.App), ("ActiveReach:WhatsApp:VerifyToken", VerifyToken), ("ActiveReach:WhatsApp:Endpoint", meta.Endpoint), .. more,
    ]);

    internal static async Task TellAsync(StoryHost story, JsonObject callback) => Assert.Equal(HttpStatusCode.OK, await PostAsync(story, callback, CarrierWebhook.Secret));

    private static async Task<HttpStatusCode> PostAsync(StoryHost story, JsonObject callback, string secret)
    {
        var body = Encoding.UTF8.GetBytes(callback.ToJsonString());
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/webhooks/whatsapp") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)));
        using var answer = await story.Api.RawAsync(request);
        return answer.StatusCode;
    }
}
