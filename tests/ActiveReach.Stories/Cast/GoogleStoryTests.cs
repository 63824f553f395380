using System.Net;
using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;
using ActiveReach.Stories.Media;
using Carriers.StandIn.Rcs;
using Carriers.StandIn.Vendors;

namespace ActiveReach.Stories.Cast;

/// <summary>RCS through Google, for the app and for a workspace's own account; texts go by the sandbox.</summary>
public sealed class GoogleStoryTests
{
    private const string PublicUrl = "http://localhost:8999";
    private const string ClientToken = "the-client-token-at-google";
    private const string Webhook = "api/webhooks/rcs";

    [Fact]
    public async Task A_card_is_delivered_read_and_answered_and_a_phone_without_rcs_gets_the_text()
    {
        await using var google = await RcsStandIn.OpenAsync();
        await using var story = await StoryHost.StartAsync(settings:
        [
            ("ActiveReach:Rcs:ServiceAccount", google.ServiceAccount), ("ActiveReach:Rcs:Endpoint", google.Address), ("Sandbox:DeliveredRate", "1"), ("Sandbox:ReplyRate", "0"), ("Sandbox:StopRate", "0"),
        ]);
        await story.Api.PatchAsync("settings", new { senders = new { rcs = RcsStandIn.Agent } });
        await story.PersonAsync("reader", "rcs", "sms");
        var other = await story.PersonAsync("elder", "rcs", "sms");
        google.HasNone((string)(await story.Api.GetAsync($"contacts/{other}"))["phone"]!);
        google.Next(VendorFate.TakenAndBroken, VendorFate.TakenAndBroken);
        var definition = Stage.Campaign("rcs", "sms");
        definition["replyWindow"] = "PT1H";
        var campaign = await story.Api.LaunchAsync(definition);
        await story.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Empty(google.Faults);
        var message = Assert.Single(google.Messages);
        var card = message.Content["richCard"]!["standaloneCard"]!["cardContent"]!;
        Assert.Equal(("It's here", "900s"), ((string?)card["title"], message.Life));
        Assert.Equal(HttpStatusCode.Unauthorized, await TellAsync(story, Webhook, message.Event("READ", story.Clock.GetUtcNow()), "a-token-of-nobody"));
        foreach (var told in new[] { message.Event("READ", story.Clock.GetUtcNow()), message.Event("DELIVERED", story.Clock.GetUtcNow()), message.Event("READ", story.Clock.GetUtcNow()), message.Tap(card["suggestions"]![0]!, story.Clock.GetUtcNow()) })
            Assert.Equal(HttpStatusCode.OK, await TellAsync(story, Webhook, told, CarrierWebhook.Secret));
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((other, "sms"), Assert.Single(story.SentTo(campaign)) is var (person, channels) ? (person, channels) : default);
        Assert.Equal((2, 1, 1, 0, 0), ((long)figures["delivered"]!, (long)figures["opened"]!, (long)figures["replied"]!, (long)figures["failed"]!, (long)figures["uncertain"]!));
        Assert.Equal("Count me in", (string)(await story.Api.GetAsync($"campaigns/{campaign}/responses"))["items"]!.AsArray().Single()!["text"]!);
    }

    [Fact]
    public async Task Cards_are_leafed_through_tapped_and_clicked_and_a_phone_without_rcs_gets_the_text()
    {
        await using var google = await RcsStandIn.OpenAsync();
        await using var story = await StoryHost.StartAsync(settings:
        [
            ("ActiveReach:Rcs:ServiceAccount", google.ServiceAccount), ("ActiveReach:Rcs:Endpoint", google.Address), ("Sandbox:DeliveredRate", "1"), ("Sandbox:ReplyRate", "0"), ("Sandbox:StopRate", "0"),
        ]);
        await story.Api.PatchAsync("settings", new { senders = new { rcs = RcsStandIn.Agent } });
        var reader = await story.PersonAsync("reader", "rcs", "sms");
        var elder = await story.PersonAsync("elder", "rcs", "sms");
        google.HasNone((string)(await story.Api.GetAsync($"contacts/{elder}"))["phone"]!);
        var picture = await MediaStoryTests.UploadAsync(story.Api, "image/png", MediaStoryTests.Picture);
        var definition = Stage.Campaign("rcs", "sms");
        definition["variants"] = new[] { new { id = "A", content = new { rcs = Stage.Carousel((string)picture["id"]!), sms = Stage.Content("sms") } } };
        definition["replyWindow"] = "PT1H";
        var campaign = await story.Api.LaunchAsync(definition);
        await story.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Empty(google.Faults);
        var message = Assert.Single(google.Messages);
        var cards = message.Content["richCard"]!["carouselCard"]!["cardContents"]!;
        Assert.Equal(("Tea for reader", "For you, reader", (string)picture["url"]!), ((string)cards[0]!["title"]!, (string)cards[1]!["description"]!, (string)cards[0]!["media"]!["contentInfo"]!["fileUrl"]!));
        Assert.Equal("https://shop.example/reader", await story.FollowAsync((string)cards[1]!["suggestions"]![0]!["action"]!["openUrlAction"]!["url"]!));
        Assert.Equal("https://shop.example/all", await story.FollowAsync((string)message.Content["suggestions"]![0]!["action"]!["openUrlAction"]!["url"]!));
        Assert.Equal(HttpStatusCode.OK, await TellAsync(story, Webhook, message.Event("READ", story.Clock.GetUtcNow()), CarrierWebhook.Secret));
        Assert.Equal(HttpStatusCode.OK, await TellAsync(story, Webhook, message.Tap(cards[0]!["suggestions"]![0]!, story.Clock.GetUtcNow()), CarrierWebhook.Secret));
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        Assert.Equal((elder, "sms"), Assert.Single(story.SentTo(campaign)) is var (person, channels) ? (person, channels) : default);
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((2, 1, 1, 1), ((long)figures["delivered"]!, (long)figures["opened"]!, (long)figures["clicked"]!, (long)figures["replied"]!));
        Assert.Equal("Send me tea", (string)(await story.Api.GetAsync($"campaigns/{campaign}/responses"))["items"]!.AsArray().Single()!["text"]!);
        Assert.Equal(campaign, (string)(await story.Api.GetAsync($"media/{(string)picture["id"]!}"))["usedBy"]![0]!["campaign"]!);

        // As somebody else sees it before it is sent.
        var preview = await story.Api.GetAsync($"campaigns/{campaign}/preview?contact={reader}&channel=rcs");
        Assert.Equal(("medium", "Tea for reader", "Send me tea"), ((string)preview["carousel"]!["width"]!, (string)preview["carousel"]!["cards"]![0]!["title"]!, (string)preview["carousel"]!["cards"]![0]!["suggestions"]![0]!["text"]!));
    }

    [Fact]
    public async Task A_workspaces_own_account_sends_for_its_agent_and_hears_its_own_callbacks_alone()
    {
        await using var google = await RcsStandIn.OpenAsync();
        await using var story = await StoryHost.StartAsync(settings: [("ActiveReach:ProviderAccounts:PrivateAddresses", "true"), ("ActiveReach:PublicUrl", PublicUrl), ("Sandbox:DeliveredRate", "1")]);
        await story.Api.PatchAsync("settings", new { senders = new { rcs = RcsStandIn.Agent } });
        await story.PersonAsync("reader", "rcs");
        var account = await story.Api.PostAsync("providers", new { provider = "rcs", webhookSecret = ClientToken, settings = new { serviceAccount = google.ServiceAccount, endpoint = google.Address } });
        Assert.DoesNotContain("PRIVATE KEY", account.ToJsonString(), StringComparison.Ordinal);
        var callback = ((string)account["callbackUrl"]!)[(PublicUrl.Length + 1)..];
        using (var handshake = new HttpRequestMessage(HttpMethod.Post, callback) { Content = new StringContent(new JsonObject { ["clientToken"] = ClientToken, ["secret"] = "1234567890" }.ToJsonString(), System.Text.Encoding.UTF8, "application/json") })
        {
            using var answer = await story.Api.RawAsync(handshake);
            Assert.Equal("1234567890", await answer.Content.ReadAsStringAsync());
        }

        var definition = Stage.Campaign("rcs");
        definition["replyWindow"] = "PT1H";
        var campaign = await story.Api.LaunchAsync(definition);
        await story.PassUntilAsync(campaign, "active");
        var message = Assert.Single(google.Messages);
        Assert.Equal("86400s", message.Life);
        Assert.Empty(Witness.Read(story.Outbox));
        Assert.Equal(HttpStatusCode.Unauthorized, await TellAsync(story, callback, message.Event("READ", story.Clock.GetUtcNow()), CarrierWebhook.Secret));
        Assert.Equal(HttpStatusCode.OK, await TellAsync(story, callback, message.Event("READ", story.Clock.GetUtcNow()), ClientToken));
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");
        Assert.Equal(1, (long)(await story.Api.GetAsync($"campaigns/{campaign}/analytics"))["opened"]!);
    }

    private static async Task<HttpStatusCode> TellAsync(StoryHost story, string path, JsonObject told, string token)
    {
        using var request = RcsMessage.Callback(path, told, token);
        using var answer = await story.Api.RawAsync(request);
        return answer.StatusCode;
    }
}
