using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Campaigns;

/// <summary>Campaigns that compete for the same people under a frequency cap.</summary>
public sealed class PriorityTests
{
    private const string People = """
        external_id,first_name,phone,city,country,consent.sms
        p1,Asha,+919812345601,Pune,IN,opted_in
        p2,Bela,+919812345602,Pune,IN,opted_in
        m1,Chitra,+919812345603,Mumbai,IN,opted_in
        out,Devi,+919812345604,Pune,IN,opted_out

        """;

    [Theory]
    [InlineData("normal", "high", 1, 2)]
    [InlineData("low", "normal", 1, 2)]
    [InlineData("normal", "normal", 3, 0)]
    [InlineData("high", "low", 3, 0)]
    public async Task The_last_place_under_a_cap_is_kept_for_the_campaign_that_matters_more(string now, string later, int sentNow, int sentLater)
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:ReplyRate", "0"), ("Sandbox:StopRate", "0"), ("Sandbox:DeliveredRate", "1")]);
        await CapAsync(story);
        await story.Api.ImportAsync(People);
        var rival = await story.Sender.LaunchAsync(Campaign("Sale", later, story.Clock.GetUtcNow().AddHours(5)));
        await story.Api.UntilStatusAsync(rival, "scheduled");
        var first = await story.Sender.LaunchAsync(Campaign("News", now, null));

        story.LetTimePass();
        await story.Api.UntilStatusAsync(first, "complete");
        await story.Api.UntilStatusAsync(rival, "complete");

        Assert.Equal((sentNow, sentLater), (Witness.Of(story.Outbox, first).Count, Witness.Of(story.Outbox, rival).Count));
        var skipped = (await story.Api.GetAsync($"campaigns/{first}/recipients?action=skipped"))["items"]!.AsArray().Where(row => (string)row!["reason"]! == "frequency_cap").ToList();
        Assert.Equal(3 - sentNow, skipped.Count);
        Assert.All(skipped, row => Assert.Equal($"one a day, kept for {rival}", (string)row!["rule"]!));
    }

    [Fact]
    public async Task A_campaign_beyond_the_stretch_of_the_cap_or_for_others_keeps_nobodys_place()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:StopRate", "0")]);
        await CapAsync(story);
        await story.Api.ImportAsync(People);
        await story.Sender.LaunchAsync(Campaign("In two days", "high", story.Clock.GetUtcNow().AddDays(2)));
        var draft = Campaign("Waits for approval", "high", story.Clock.GetUtcNow().AddHours(2));
        draft.Remove("quietHours");
        await story.Viewer.PostAsync($"campaigns/{await story.Viewer.DraftAsync(draft)}/submit");

        var first = await story.Sender.LaunchAsync(Campaign("News", "low", null));
        await story.Api.UntilAsync($"campaigns/{first}/analytics", figures => (long)figures["sent"]! == 3);
    }

    private static async Task CapAsync(StoryHost story) =>
        await story.Api.PatchAsync("settings", new { caps = new[] { new { name = "one a day", most = 1, within = "P1D" } } });

    private static Dictionary<string, object> Campaign(string name, string priority, DateTimeOffset? at)
    {
        var definition = Some.Campaign(name);
        definition["priority"] = priority;
        if (at is { } start)
        {
            definition["schedule"] = new { kind = "at", at = start.ToString("O", System.Globalization.CultureInfo.InvariantCulture) };
            definition["audience"] = new { where = new { field = "city", op = "eq", value = "Pune" } };
        }

        return definition;
    }
}
