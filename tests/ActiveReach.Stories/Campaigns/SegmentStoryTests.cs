using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Campaigns;

/// <summary>Campaigns to segments, and segments of what campaigns did.</summary>
public sealed class SegmentStoryTests
{
    private const string Header = "external_id,first_name,phone,birthday,city,lat,lon,subcommunities,tags,consent.sms\n";

    [Fact]
    public async Task The_launch_goes_to_adult_vips_in_and_around_Pune_but_to_no_recent_buyer_and_no_staff()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:StopRate", "0")]);
        await story.Api.ImportAsync(Header
            + "in_pune,Asha,+919800000001,1990-05-31,Pune,,,,vip,opted_in\n"
            + "around_pune,Bina,+919800000002,1990-05-31,Hadapsar,18.50,73.94,,VIP,opted_in\n"
            + "bought,Chand,+919800000003,1990-05-31,Pune,,,,vip,opted_in\n"
            + "bought_long_ago,Dev,+919800000004,1990-05-31,pune,,,,vip,opted_in\n"
            + "staff,Esha,+919800000005,1990-05-31,Pune,,,Staff,vip,opted_in\n"
            + "a_child,Fay,+919800000006,2015-05-31,Pune,,,,vip,opted_in\n"
            + "elsewhere,Gita,+919800000007,1990-05-31,Delhi,28.61,77.20,,vip,opted_in\n"
            + "no_vip,Hari,+919800000008,1990-05-31,Pune,,,,,opted_in\n"
            + "opted_out,Ila,+919800000009,1990-05-31,Pune,,,,vip,opted_out\n");
        await OrderAsync(story, "bought", days: 5);
        await OrderAsync(story, "bought_long_ago", days: 50);
        await story.Sender.PostAsync("segments", new { id = "seg_vip", name = "Vip", where = new { field = "tag", op = "has", value = "vip" } });
        await story.Sender.PostAsync("segments", new { id = "seg_recent_buyers", name = "Recent buyers", where = new { @event = "order_placed", within = "P30D" } });

        var definition = Some.Campaign();
        definition["goal"] = "product_launch";
        definition["audience"] = Diwali();
        var preview = await story.Viewer.PostAsync("audience/preview", Diwali());
        Assert.Equal((4, 3), ((int)preview["total"]!, (int)preview["reachable"]!["sms"]!));

        story.LetTimePass();
        var campaign = await story.Sender.LaunchAsync(definition);
        await story.Api.UntilStatusAsync(campaign, "complete");
        Assert.Equal(["+919800000001", "+919800000002", "+919800000004"], Witness.Of(story.Outbox, campaign).Select(line => (string)line["to"]!).Order());
        Assert.Equal(1, (long)(await story.Api.GetAsync($"campaigns/{campaign}/analytics"))["skipped"]!["opted_out"]!);
    }

    [Fact]
    public async Task An_edit_of_a_segment_after_the_start_changes_nothing_of_the_run_and_all_of_the_next()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:StopRate", "0")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(20));
        await story.Sender.PostAsync("segments", new { id = "seg_one", name = "One", where = new { field = "external_id", op = "eq", value = "c1" } });
        story.LetTimePass();
        var first = await story.Sender.LaunchAsync(ForSegment("seg_one"));
        await story.Api.UntilStatusAsync(first, "complete");
        await story.Sender.PatchAsync("segments/seg_one", new { where = new { field = "external_id", op = "in", value = new[] { "c2", "c3" } } });
        var second = await story.Sender.LaunchAsync(ForSegment("seg_one"));
        await story.Api.UntilStatusAsync(second, "complete");

        Assert.Single(Witness.Of(story.Outbox, first));
        Assert.Equal(2, Witness.Of(story.Outbox, second).Count);
    }

    [Fact]
    public async Task Whoever_clicked_and_whoever_ignored_a_campaign_can_be_asked_for_by_name()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:StopRate", "0"), ("Sandbox:DeliveredRate", "1"), ("Sandbox:ClickRate", "0.4"), ("Sandbox:ReplyRate", "0.2")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(50));
        story.LetTimePass();
        var campaign = await story.Sender.LaunchAsync(Some.Campaign());
        await story.Api.UntilStatusAsync(campaign, "complete");
        await story.Api.UntilAsync($"campaigns/{campaign}/analytics", answer => (long)answer["clicked"]! > 0);
        story.HoldTime();
        await story.AtRestAsync();
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");

        Assert.Equal(50, await CountAsync(story, new { did = "received", campaign }));
        Assert.Equal((long)figures["clicked"]!, await CountAsync(story, new { did = "clicked", campaign, within = "P1D" }));
        Assert.Equal((long)figures["replied"]!, await CountAsync(story, new { did = "replied", campaign }));
        var answered = await CountAsync(story, new { any = new object[] { new { did = "clicked", campaign }, new { did = "replied", campaign } } });
        Assert.Equal(50 - answered, await CountAsync(story, new { did = "ignored", campaign }));
        Assert.Equal(0, await CountAsync(story, new { did = "converted", campaign }));
    }

    private static object Diwali() => new
    {
        include = new[] { "seg_vip" },
        exclude = new[] { "seg_recent_buyers" },
        where = new
        {
            all = new object[]
            {
                new { field = "age", op = "gte", value = 18 },
                new
                {
                    any = new object[]
                    {
                        new { field = "city", op = "eq", value = "Pune" },
                        new { field = "location", op = "within", value = new { lat = 18.52, lon = 73.85, km = 25 } },
                    },
                },
                new { not = new { field = "subcommunity", op = "has", value = "staff" } },
            },
        },
    };

    private static Dictionary<string, object> ForSegment(string segment)
    {
        var definition = Some.Campaign();
        definition["audience"] = new { include = new[] { segment } };
        return definition;
    }

    private static async Task<long> CountAsync(StoryHost story, object where) => (long)(await story.Viewer.PostAsync("audience/preview", new { where }))["total"]!;

    private static Task<JsonNode> OrderAsync(StoryHost story, string contact, int days) => story.Sender.PostAsync("events", new
    {
        id = $"order of {contact}",
        type = "order_placed",
        contact = new { externalId = contact },
        time = StoryHost.Monday.AddDays(-days).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null),
        data = new { total = 12.5 },
    });
}
