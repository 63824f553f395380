using System.Net.Http.Json;
using ActiveReach.Stories.Client;
using ActiveReach.Stories.Media;

namespace ActiveReach.Stories.Cast;

/// <summary>RCS, with what comes back as Google sends it.</summary>
public sealed class RcsStoryTests
{
    [Fact]
    public async Task Whoever_reads_has_opened_and_an_answer_by_one_tap_belongs_to_the_campaign()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:DeliveredRate", "1"), ("Sandbox:OpenRate", "1"), ("Sandbox:ReplyRate", "1"), ("Sandbox:ClickRate", "0")]);
        await story.PersonAsync("reader", "rcs");
        story.LetTimePass();
        var definition = Stage.Campaign("rcs");
        definition["replyWindow"] = "PT1H";
        var campaign = await story.Api.LaunchAsync(definition);
        await story.Api.UntilStatusAsync(campaign, "complete");

        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((1, 1, 1), ((long)figures["delivered"]!, (long)figures["opened"]!, (long)figures["replied"]!));
        var reply = (await story.Api.GetAsync($"campaigns/{campaign}/responses"))["items"]!.AsArray().Single()!;
        Assert.Equal("Count me in", (string)reply["text"]!);
    }

    [Fact]
    public async Task Cards_are_witnessed_with_what_each_says_opens_and_answers()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:DeliveredRate", "1"), ("Sandbox:ReplyRate", "1"), ("Sandbox:ClickRate", "1")]);
        await story.PersonAsync("reader", "rcs");
        var picture = await MediaStoryTests.UploadAsync(story.Api, "image/png", MediaStoryTests.Picture);
        story.LetTimePass();
        var definition = Stage.Campaign("rcs");
        definition["variants"] = new[] { new { id = "A", content = new { rcs = Stage.Carousel((string)picture["id"]!) } } };
        definition["replyWindow"] = "PT1H";
        var campaign = await story.Api.LaunchAsync(definition);
        await story.Api.UntilStatusAsync(campaign, "complete");

        var cards = Witness.Of(story.Outbox, campaign).Single()["cards"]!;
        Assert.Equal(("Tea for reader", (string)picture["url"]!, "Send me tea"), ((string)cards[0]!["title"]!, (string)cards[0]!["media"]!["url"]!, (string)cards[0]!["suggestions"]![0]!["text"]!));
        Assert.Equal("https://shop.example/reader", await story.FollowAsync((string)cards[1]!["suggestions"]![0]!["link"]!));
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((1, 1), ((long)figures["clicked"]!, (long)figures["replied"]!));
        Assert.Equal("Send me tea", (string)(await story.Api.GetAsync($"campaigns/{campaign}/responses"))["items"]!.AsArray().Single()!["text"]!);
    }

    [Fact]
    public async Task Stop_by_rcs_ends_rcs_and_texts_for_the_person_and_counts()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:DeliveredRate", "1"), ("Sandbox:ReplyRate", "0")]);
        var person = await story.PersonAsync("leaver", "rcs", "sms", "email");
        var definition = Stage.Campaign("rcs", "sms");
        definition["replyWindow"] = "PT1H";
        var campaign = await story.Api.LaunchAsync(definition);
        await story.PassAsync(TimeSpan.FromMinutes(5));
        var line = Witness.Of(story.Outbox, campaign).Single();
        var stop = new { senderPhoneNumber = (string)line["to"]!, messageId = "stop-1", sendTime = story.Clock.GetUtcNow(), agentId = (string)line["from"]!, text = "STOP" };

        Assert.Equal(401, await story.GoogleTellsAsync(stop, "another secret"));
        Assert.Equal((200, 200), (await story.GoogleTellsAsync(stop), await story.GoogleTellsAsync(stop)));
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        Assert.Equal(1, (long)(await story.Api.GetAsync($"campaigns/{campaign}/analytics"))["optedOut"]!);
        var next = await story.Api.LaunchAsync(Stage.Campaign("rcs", "sms", "email"));
        await story.Api.UntilStatusAsync(next, "complete");
        Assert.Equal("email", story.SentTo(next)[person]);
    }

    [Fact]
    public async Task Whoever_rcs_does_not_reach_gets_the_text()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:DeliveredRate", "0"), ("Sandbox:ReplyRate", "0")]);
        var person = await story.PersonAsync("offline", "rcs", "sms");
        story.LetTimePass();
        var campaign = await story.Api.LaunchAsync(Stage.Campaign("rcs", "sms"));
        await story.Api.UntilStatusAsync(campaign, "complete");
        Assert.Equal("rcs,sms", story.SentTo(campaign)[person]);
    }

    [Fact]
    public async Task The_handshake_is_answered_to_whoever_knows_the_client_token()
    {
        await using var story = await StoryHost.StartAsync();
        Assert.Equal((200, "1234567890"), await ShakeAsync(story, CarrierWebhook.Secret));
        Assert.Equal(401, (await ShakeAsync(story, "guessed")).Status);
    }

    private static async Task<(int Status, string Body)> ShakeAsync(StoryHost story, string clientToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/webhooks/rcs") { Content = JsonContent.Create(new { clientToken, secret = "1234567890" }) };
        using var answer = await story.Api.RawAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
