using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Campaigns;

/// <summary>Campaigns of type test: sent as the real one, counted nowhere.</summary>
public sealed class TestCampaignTests
{
    [Fact]
    public async Task A_test_takes_no_place_in_caps_segments_and_replies_of_the_campaign_itself()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:ReplyRate", "0"), ("Sandbox:StopRate", "0"), ("Sandbox:DeliveredRate", "1"), ("Sandbox:ClickRate", "1")]);
        await story.Api.PatchAsync("settings", new { caps = new[] { new { name = "One a day", most = 1, within = "P1D" } } });
        await story.Api.ImportAsync(Campaigning.ContactsCsv(3));
        var first = (string)(await story.Api.GetAsync("contacts?q=c1@example.com"))["items"]![0]!["id"]!;

        var test = await story.Api.LaunchAsync(Definition("Test", "test", new { contacts = new[] { first } }));
        await story.Api.UntilStatusAsync(test, "active");
        var real = await story.Api.LaunchAsync(Definition("Real", "one_time", new { }));
        await story.Api.UntilStatusAsync(real, "active");
        var again = await story.Api.LaunchAsync(Definition("Test again", "test", new { contacts = new[] { first } }));
        await story.Api.UntilStatusAsync(again, "active");

        Assert.Equal((1, 3, 1), (Witness.Of(story.Outbox, test).Count, Witness.Of(story.Outbox, real).Count, Witness.Of(story.Outbox, again).Count));
        await story.ReceiveTextAsync("+919800000001", "Lovely, thanks", "reply-1");
        await story.Api.UntilAsync($"campaigns/{real}/analytics", figures => (long)figures["replied"]! == 1);
        foreach (var each in new[] { test, again })
            Assert.Equal(0, (long)(await story.Api.GetAsync($"campaigns/{each}/analytics"))["replied"]!);

        story.LetTimePass();
        await story.Api.UntilStatusAsync(test, "complete");
        await story.Api.UntilStatusAsync(real, "complete");
        Assert.Equal(1, (long)(await story.Api.GetAsync($"campaigns/{test}/analytics"))["clicked"]!);
        foreach (var deed in new[] { "received", "clicked" })
        {
            Assert.Equal(0, await CountAsync(story, new { did = deed, campaign = test }));
            Assert.Equal(3, await CountAsync(story, new { did = deed }));
        }
    }

    private static async Task<long> CountAsync(StoryHost story, object where) => (long)(await story.Api.PostAsync("audience/preview", new { where }))["total"]!;

    private static Dictionary<string, object> Definition(string name, string type, object audience)
    {
        var definition = Some.Campaign(name);
        definition["type"] = type;
        definition["audience"] = audience;
        definition["replyWindow"] = "PT6H";
        return definition;
    }
}
