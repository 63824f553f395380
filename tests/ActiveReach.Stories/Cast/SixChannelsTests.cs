using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;
using ActiveReach.Stories.Templates;

namespace ActiveReach.Stories.Cast;

/// <summary>All channels in one campaign.</summary>
public sealed class SixChannelsTests
{
    [Fact]
    public async Task Everybody_gets_one_message_on_the_first_channel_that_reaches_them()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:DeliveredRate", "1"), ("Sandbox:ReplyRate", "0")]);
        await story.Api.SubmitTemplateAsync("launch", Vendor.Body);
        await story.PassAsync(TimeSpan.FromHours(1));
        var expected = new Dictionary<string, string>();
        foreach (var channel in Stage.Channels)
            expected[await story.PersonAsync($"only{channel.Replace("_", "", StringComparison.Ordinal)}", channel)] = channel;
        await story.HasDeviceAsync(expected.Single(person => person.Value == "push").Key, "token-1");
        expected[await story.PersonAsync("everywhere", Stage.Channels)] = "whatsapp";
        expected[await story.PersonAsync("noDevice", "push", "email")] = "email";
        expected[await story.PersonAsync("appbefore", "email", "in_app")] = "in_app";
        var nowhere = await story.PersonAsync("pushless", "push");

        var preview = await story.Api.PostAsync("audience/preview", new { channels = Stage.Channels });
        story.LetTimePass();
        var campaign = await story.Api.LaunchAsync(Stage.Campaign(Stage.Channels));
        await story.Api.UntilStatusAsync(campaign, "complete");

        Assert.Equal(expected.OrderBy(person => person.Key, StringComparer.Ordinal), story.SentTo(campaign).OrderBy(person => person.Key, StringComparer.Ordinal));
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((expected.Count + 1, expected.Count + 1), ((long)figures["recipients"]!, figures.Outcomes()));
        Assert.Equal(1, figures["skipped"]!.AsObject().Sum(reason => (long)reason.Value!));
        Assert.DoesNotContain(nowhere, story.SentTo(campaign).Keys);
        foreach (var channel in Stage.Channels)
            Assert.Equal(expected.Values.Count(each => each == channel), (long)figures["attempts"]![channel]!["sent"]!);
        Assert.Equal(expected.Count + 1, (long)preview["total"]!);

        var lines = Witness.Of(story.Outbox, campaign);
        Assert.DoesNotContain("token-1", string.Concat(lines.Select(line => line.ToJsonString())), StringComparison.Ordinal);
        var push = lines.Single(line => (string)line["channel"]! == "push");
        Assert.Equal(("It's here, onlypush", (string)push["contact"]!), ((string)push["title"]!, (string)push["to"]!));
        Assert.Contains("/r/", (string)push["link"]!, StringComparison.Ordinal);
        var card = lines.Single(line => (string)line["channel"]! == "rcs");
        Assert.Equal(("It's here", "Count me in"), ((string)card["title"]!, (string)card["suggestions"]!.AsArray().Single()!));
    }

    [Fact]
    public async Task Whoever_has_taken_the_app_away_gets_the_text_and_the_device_is_forgotten()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:DeliveredRate", "1"), ("Sandbox:ReplyRate", "0"), ("Sandbox:DeadDevices", "gone-1,gone-2")]);
        var (gone, half) = (await story.PersonAsync("gone", "push", "sms"), await story.PersonAsync("half", "push", "sms"));
        await story.HasDeviceAsync(gone, "gone-1");
        await story.HasDeviceAsync(half, "gone-2");
        await story.HasDeviceAsync(half, "there");
        story.LetTimePass();
        var definition = Stage.Campaign("push", "sms");
        definition["replyWindow"] = "PT1H";
        var campaign = await story.Api.LaunchAsync(definition);
        await story.Api.UntilStatusAsync(campaign, "complete");

        Assert.Equal([(gone, "sms"), (half, "push")], story.SentTo(campaign).Select(person => (person.Key, person.Value)).OrderBy(person => person.Value == "push"));
        Assert.Empty((await story.Api.GetAsync($"contacts/{gone}/devices"))["items"]!.AsArray());
        Assert.Single((await story.Api.GetAsync($"contacts/{half}/devices"))["items"]!.AsArray());
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((2, 2), ((long)figures["recipients"]!, (long)figures["delivered"]!));
        Assert.Equal(1, (long)figures["attempts"]!["push"]!["failed"]!);

        var next = await story.Api.LaunchAsync(Stage.Campaign("push", "sms"));
        await story.Api.UntilStatusAsync(next, "complete");
        Assert.Equal("sms", story.SentTo(next)[gone]);
        Assert.Equal(0, (long)(await story.Api.GetAsync($"campaigns/{next}/analytics"))["attempts"]!["push"]!["failed"]!);
        var pushed = await story.Api.LaunchAsync(Stage.Campaign("push"));
        await story.Api.UntilStatusAsync(pushed, "complete");
        Assert.Equal(1, (long)(await story.Api.GetAsync($"campaigns/{pushed}/analytics"))["skipped"]!["no_address"]!);
    }

    [Fact]
    public async Task A_tap_on_a_push_message_leads_on_and_counts_as_a_click()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:DeliveredRate", "1"), ("Sandbox:ClickRate", "1")]);
        await story.HasDeviceAsync(await story.PersonAsync("tapper", "push"), "token-1");
        story.LetTimePass();
        var definition = Stage.Campaign("push");
        definition["replyWindow"] = "PT1H";
        var campaign = await story.Api.LaunchAsync(definition);
        await story.Api.UntilStatusAsync(campaign, "complete");

        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((1, 1, 0), ((long)figures["delivered"]!, (long)figures["clicked"]!, (long)figures["pending"]!));
        Assert.Equal("https://shop.example/push", await story.FollowAsync((string)Witness.Of(story.Outbox, campaign).Single()["link"]!));
    }

    [Theory]
    [InlineData("rcs", """{"text":"x","link":"https://shop.example"}""", "link")]
    [InlineData("push", """{"text":"x","suggestions":[{"text":"Yes"}]}""", "suggestions")]
    [InlineData("push", """{"text":"x","pinned":true}""", "pinned")]
    [InlineData("in_app", """{"text":"x","html":"<p>x</p>"}""", "html")]
    [InlineData("sms", """{"text":"x","title":"x"}""", "title")]
    public async Task What_a_channel_can_not_carry_is_refused_by_name(string channel, string content, string member)
    {
        await using var story = await StoryHost.StartAsync();
        var definition = Stage.Campaign(channel);
        definition["variants"] = new[] { new { id = "A", content = new Dictionary<string, JsonNode> { [channel] = JsonNode.Parse(content)! } } };
        var refused = await Assert.ThrowsAsync<ApiException>(() => story.Api.DraftAsync(definition));
        Assert.Contains($"variants[0].content.{channel}.{member}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("not_on_this_channel", refused.Message, StringComparison.Ordinal);
    }
}
