using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Figures;

/// <summary>Figures in the list of campaigns: what it shows and sorts by, and when.</summary>
public sealed class CampaignListStoryTests
{
    private static readonly string[] Shown = ["recipients", "sent", "delivered", "responseRate", "ctr", "revenue"];

    [Fact]
    public async Task The_list_shows_the_figures_of_what_was_sent_and_sorts_by_each()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:ClickRate", "0.4"), ("Sandbox:ReplyRate", "0.3"), ("Sandbox:StopRate", "0"), ("Sandbox:DeliveredRate", "0.9")]);
        story.LetTimePass();
        await story.Api.ImportAsync(Campaigning.ContactsCsv(15));
        var small = await SentAsync(story, Some.Campaign("Small"));
        await story.Api.ImportAsync(Campaigning.ContactsCsv(40));
        var large = await SentAsync(story, Some.Campaign("Large"));
        var withoutLink = Some.Campaign("Without a link");
        withoutLink["variants"] = new[] { new { id = "A", content = new { sms = new { text = "Hi {{default first_name 'there'}}" } } } };
        var plain = await SentAsync(story, withoutLink);
        var draft = await story.Sender.DraftAsync(Some.Campaign("Draft"));

        var listed = (await ListAsync(story, "")).ToDictionary(item => (string)item["id"]!);
        Assert.Equal(4, listed.Count);
        Assert.False(listed[draft].AsObject().ContainsKey("figures"));
        foreach (var campaign in new[] { small, large, plain })
            await ShowsWhatAnalyticsSayAsync(story, listed[campaign]);
        Assert.Equal((15L, 40L), ((long)listed[small]["figures"]!["recipients"]!, (long)listed[large]["figures"]!["recipients"]!));
        Assert.True((double)listed[large]["figures"]!["ctr"]! > 0 && (double)listed[large]["figures"]!["responseRate"]! > 0);
        Assert.True(listed[plain]["figures"]!.AsObject().ContainsKey("ctr") && listed[plain]["figures"]!["ctr"] is null);

        foreach (var sort in new[] { "recipients", "responseRate", "ctr", "revenue" })
        {
            var ascending = (await ListAsync(story, $"?sort={sort}")).Select(item => Figure(item, sort)).ToList();
            Assert.Equal(ascending.Order(), ascending);
            Assert.Equal((sort, -1), (sort, ascending[0]));
            Assert.Equal(Enumerable.Reverse(ascending), (await ListAsync(story, $"?sort=-{sort}")).Select(item => Figure(item, sort)));
            Assert.Equal(ascending, await PagedAsync(story, sort));
        }
    }

    [Fact]
    public async Task The_figures_in_the_list_follow_a_campaign_that_is_under_way_and_the_campaign_itself_stays_as_it_is()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:DeliveredRate", "1"), ("Sandbox:EventDelayMs", "120000"), ("Sandbox:StopRate", "0")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(10));
        var definition = Some.Campaign();
        definition["replyWindow"] = "PT6H";
        var campaign = await story.Sender.LaunchAsync(definition);
        await story.Api.UntilStatusAsync(campaign, "active");
        await story.AtRestAsync();
        var before = await story.Api.GetAsync($"campaigns/{campaign}");
        var first = Assert.Single(await ListAsync(story, ""))["figures"]!;
        Assert.Equal((10L, 10L, 0L), ((long)first["recipients"]!, (long)first["sent"]!, (long)first["delivered"]!));

        await story.PassAsync(TimeSpan.FromMinutes(10));

        var later = (await Eventually.SeenAsync(
            "the list shows who got it", async () => Assert.Single(await ListAsync(story, "")), item => (long)item["figures"]!["delivered"]! > 0))["figures"]!;
        Assert.True(later["asOf"]!.GetValue<DateTimeOffset>() > first["asOf"]!.GetValue<DateTimeOffset>());
        Assert.Equal(before.ToJsonString(), (await story.Api.GetAsync($"campaigns/{campaign}")).ToJsonString());
    }

    private static async Task<string> SentAsync(StoryHost story, object definition)
    {
        var campaign = await story.Sender.LaunchAsync(definition);
        await story.Api.UntilAsync($"campaigns/{campaign}/analytics", figures => (bool)figures["final"]!);
        await story.Api.UntilAsync("campaigns", page => page["items"]!.AsArray().Any(item => (string)item!["id"]! == campaign && (string)item["status"]! == "complete"));
        await story.AtRestAsync();
        return campaign;
    }

    private static async Task<IReadOnlyList<JsonNode>> ListAsync(StoryHost story, string query) =>
        [.. (await story.Viewer.GetAsync($"campaigns{query}"))["items"]!.AsArray().Select(item => item!)];

    private static async Task<IReadOnlyList<double>> PagedAsync(StoryHost story, string sort)
    {
        var all = new List<double>();
        string? cursor = null;
        do
        {
            var page = await story.Viewer.GetAsync($"campaigns?sort={sort}&limit=1{(cursor is null ? "" : $"&cursor={cursor}")}");
            all.AddRange(page["items"]!.AsArray().Select(item => Figure(item!, sort)));
            cursor = (string?)page["nextCursor"];
        }
        while (cursor is not null);
        return all;
    }

    private static async Task ShowsWhatAnalyticsSayAsync(StoryHost story, JsonNode item)
    {
        var analytics = await story.Viewer.GetAsync($"campaigns/{(string)item["id"]!}/analytics");
        foreach (var name in Shown)
            Assert.Equal((name, (analytics[name] ?? analytics["rates"]![name])?.ToJsonString()), (name, item["figures"]![name]?.ToJsonString()));
        Assert.Equal(analytics["asOf"]!.ToJsonString(), item["figures"]!["asOf"]!.ToJsonString());
    }

    /// <summary>What has no such figure is below all that have.</summary>
    private static double Figure(JsonNode item, string name) => (double?)item["figures"]?[name] ?? -1;
}
