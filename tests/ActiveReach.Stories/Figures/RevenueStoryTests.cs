using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Figures;

/// <summary>Orders that come of campaigns, from the message to the list of campaigns.</summary>
public sealed class RevenueStoryTests
{
    [Fact]
    public async Task An_order_is_credited_to_the_message_that_was_clicked_last_also_when_the_click_is_heard_of_after_it()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:ClickRate", "0"), ("Sandbox:OpenRate", "0"), ("Sandbox:ReplyRate", "0"), ("Sandbox:StopRate", "0"), ("Sandbox:DeliveredRate", "1")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(2));
        var first = await SentAsync(story, "First");
        await story.PassAsync(TimeSpan.FromMinutes(10));
        var second = await SentAsync(story, "Second");
        await story.PassAsync(TimeSpan.FromMinutes(10));

        await OrderAsync(story, "1", "c1", 100, story.Clock.GetUtcNow().AddMinutes(4));
        Assert.Equal((0m, 100m), (await RevenueAsync(story, first), await RevenueAsync(story, second)));

        await ClickAsync(story, first);
        Assert.Equal((100m, 0m), (await RevenueAsync(story, first), await RevenueAsync(story, second)));
    }

    [Fact]
    public async Task A_click_once_the_figures_are_final_is_in_none_of_them_and_what_is_bought_after_it_is_credited_to_its_message()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:ClickRate", "0"), ("Sandbox:OpenRate", "0"), ("Sandbox:ReplyRate", "0"), ("Sandbox:StopRate", "0"), ("Sandbox:DeliveredRate", "1")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(2));
        story.LetTimePass();
        var first = await FinalAsync(story, "First");
        var second = await FinalAsync(story, "Second");
        story.HoldTime();
        await OrderAsync(story, "1", "c1", 100, story.Clock.GetUtcNow().AddMinutes(4));
        Assert.Equal((0m, 100m), (await RevenueAsync(story, first), await RevenueAsync(story, second)));

        await ClickAsync(story, first);
        Assert.Equal((100m, 0m), (await RevenueAsync(story, first), await RevenueAsync(story, second)));
        Assert.Equal(0, (long)(await story.Viewer.GetAsync($"campaigns/{first}/analytics"))["clicked"]!);
    }

    [Fact]
    public async Task The_list_of_campaigns_is_sorted_by_revenue_and_follows_orders_and_refunds_after_the_figures_are_final()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:ClickRate", "0"), ("Sandbox:StopRate", "0"), ("Sandbox:DeliveredRate", "1")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(3));
        story.LetTimePass();
        var first = await FinalAsync(story, "First");
        await OrderAsync(story, "1", "c1", 100, story.Clock.GetUtcNow());
        await ListedAsync(story, (first, 100m));
        var second = await FinalAsync(story, "Second");
        await OrderAsync(story, "2", "c2", 250, story.Clock.GetUtcNow());
        await ListedAsync(story, (second, 250m), (first, 100m));

        await story.Sender.PostAsync("events", new { id = "back", type = "order_refunded", contact = new { externalId = "c2" }, data = new { orderId = "2", amount = 200, currency = "USD" } });
        await ListedAsync(story, (first, 100m), (second, 50m));
    }

    private static async Task ListedAsync(StoryHost story, params IReadOnlyList<(string Id, decimal Revenue)> expected)
    {
        await story.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(expected, (await story.Api.GetAsync("campaigns?sort=-revenue"))["items"]!.AsArray().Select(item => ((string)item!["id"]!, (decimal)item["figures"]!["revenue"]!)));
        story.LetTimePass();
    }

    private static async Task<string> FinalAsync(StoryHost story, string name)
    {
        var campaign = await story.Sender.LaunchAsync(Definition(name));
        await story.Api.UntilAsync($"campaigns/{campaign}/analytics", figures => (bool)figures["final"]!);
        return campaign;
    }

    private static async Task<string> SentAsync(StoryHost story, string name)
    {
        var campaign = await story.Sender.LaunchAsync(Definition(name));
        await story.Api.UntilAsync($"campaigns/{campaign}/analytics", figures => (long)figures["sent"]! == 2);
        return campaign;
    }

    private static Dictionary<string, object> Definition(string name)
    {
        var definition = Some.Campaign(name);
        definition["conversion"] = new { @event = "order_placed", window = "P30D" };
        definition["replyWindow"] = "PT6H";
        return definition;
    }

    private static async Task ClickAsync(StoryHost story, string campaign)
    {
        var text = (string)Witness.Of(story.Outbox, campaign).Single(line => ((string)line["body"]!).Contains("Asha1,", StringComparison.Ordinal))["body"]!;
        using var clicked = await story.Api.RawAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(text[text.LastIndexOf("http", StringComparison.Ordinal)..]).AbsolutePath) { Headers = { { "User-Agent", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1" } } });
        await story.AtRestAsync();
    }

    private static Task<JsonNode> OrderAsync(StoryHost story, string id, string contact, decimal total, DateTimeOffset time) => story.Sender.PostAsync(
        "events", new { id = $"order-{id}", type = "order_placed", contact = new { externalId = contact }, time, data = new { orderId = id, total, currency = "USD" } });

    private static async Task<decimal> RevenueAsync(StoryHost story, string campaign) => (decimal)(await story.Viewer.GetAsync($"campaigns/{campaign}/analytics"))["revenue"]!;
}
