using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Entries;

/// <summary>Campaigns for whoever comes into a segment, or begins to fit a condition.</summary>
public sealed class WatchingCampaignTests
{
    /// <summary>Has ordered, but not for 90 days.</summary>
    private static readonly object Lapsed = new { all = new object[] { new { @event = "order_placed" }, new { not = new { @event = "order_placed", within = "P90D" } } } };

    [Fact]
    public async Task Whoever_has_not_ordered_for_ninety_days_is_won_back_once_and_again_after_an_order_and_another_lapse()
    {
        await using var story = await StoryAsync(4);
        await OrdersAsync(story, 1, daysAgo: 89);
        await OrdersAsync(story, 2, daysAgo: 120);
        await OrdersAsync(story, 3, daysAgo: 30);
        var campaign = await story.StandAsync(Standing.Watching(new { when = Lapsed }));
        await story.PassAsync(TimeSpan.FromHours(20));
        Assert.Empty(story.BodiesOf(campaign));
        await story.PassAsync(TimeSpan.FromHours(5));
        Assert.StartsWith("Asha1,", story.BodiesOf(campaign).Single());
        await story.PassAsync(TimeSpan.FromDays(5));
        Assert.Single(story.BodiesOf(campaign));

        // The shop tells of an order late, which is soon ninety days ago, too.
        await OrdersAsync(story, 1, daysAgo: 89);
        await story.PassAsync(TimeSpan.FromHours(20));
        Assert.Single(story.BodiesOf(campaign));
        await story.PassAsync(TimeSpan.FromHours(5));
        await story.PassAsync(TimeSpan.FromDays(2));
        Assert.Equal(["Asha1", "Asha1"], Names(story, campaign));
        Assert.Equal(2, await story.RecipientsAsync(campaign));
    }

    [Fact]
    public async Task Whoever_comes_into_a_segment_gets_it_at_once_and_whoever_was_there_does_not()
    {
        await using var story = await StoryAsync(3);
        await TagAsync(story, 1, "vip");
        await VipAsync(story);
        var campaign = await story.StandAsync(Standing.Watching(new { enters = "seg_vip" }));
        await story.AtRestAsync();
        Assert.Equal("Standing, watching who comes into the segment 'seg_vip': nobody waits.", (string)(await story.Api.GetAsync($"campaigns/{campaign}"))["statusReason"]!);
        await TagAsync(story, 2, "vip");
        await TagAsync(story, 2, "vip", "regular");
        await story.AtRestAsync();
        Assert.Equal(["Asha2"], Names(story, campaign));

        await story.PassAsync(TimeSpan.FromHours(3));
        await TagAsync(story, 2);
        await TagAsync(story, 1);
        await story.AtRestAsync();
        await TagAsync(story, 1, "vip");
        await TagAsync(story, 2, "vip");
        await story.AtRestAsync();
        Assert.Equal(["Asha1", "Asha2", "Asha2"], Names(story, campaign));
    }

    [Fact]
    public async Task Within_the_period_of_re_entry_whoever_leaves_and_comes_again_gets_nothing_more()
    {
        await using var story = await StoryAsync(1);
        await VipAsync(story);
        var campaign = await story.StandAsync(Standing.Watching(new { enters = "seg_vip", reentry = "P2D" }));
        foreach (var expected in new[] { 1, 1, 2 })
        {
            await story.AtRestAsync();
            await TagAsync(story, 1, "vip");
            await story.AtRestAsync();
            Assert.Equal(expected, story.BodiesOf(campaign).Count);
            await TagAsync(story, 1);
            await story.PassAsync(TimeSpan.FromHours(25));
        }
    }

    [Fact]
    public async Task Who_came_in_and_can_not_be_sent_to_when_their_delay_is_over_has_a_reason()
    {
        await using var story = await StoryAsync(4);
        await VipAsync(story);
        var campaign = await story.StandAsync(Standing.Watching(new { enters = "seg_vip", delay = "PT1H", cancelOn = "order_placed" }));
        await story.AtRestAsync();
        foreach (var number in new[] { 1, 2, 3, 4 })
            await TagAsync(story, number, "vip");
        await story.AtRestAsync();
        Assert.Contains("4 wait", (string)(await story.Api.GetAsync($"campaigns/{campaign}"))["statusReason"]!);
        await EraseAsync(story, 1);
        await story.Api.PatchAsync($"contacts/{await IdAsync(story, 2)}", new { consent = new { sms = "opted_out" } });
        await OrdersAsync(story, 4, daysAgo: 0);
        await story.PassAsync(TimeSpan.FromMinutes(70));

        Assert.Equal(["Asha3"], Names(story, campaign));
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((3, 1, 1), ((int)figures["recipients"]!, (int)figures["skipped"]!["contact_gone"]!, (int)figures["skipped"]!["opted_out"]!));
    }

    [Fact]
    public async Task Whoever_a_file_brings_into_the_segment_comes_in_and_nobody_by_an_edit_of_it()
    {
        await using var story = await StoryAsync(3);
        await VipAsync(story);
        var campaign = await story.StandAsync(Standing.Watching(new { enters = "seg_vip" }));
        await story.AtRestAsync();
        await story.Api.ImportAsync("external_id,first_name,phone,tags,consent.sms\nnew,Nila,+919811111111,vip,opted_in\n");
        await story.AtRestAsync();
        Assert.Equal(["Nila"], Names(story, campaign));

        var refused = await Assert.ThrowsAsync<ApiException>(() => DeleteAsync(story, "segments/seg_vip"));
        Assert.Equal(409, refused.Status);
        await story.Sender.PatchAsync("segments/seg_vip", new { where = new { field = "tag", op = "exists", value = false } });
        await story.PassAsync(TimeSpan.FromHours(2));
        Assert.Single(story.BodiesOf(campaign));
        await story.Api.ImportAsync("external_id,first_name,phone,tags,consent.sms\nnewer,Omar,+919822222222,,opted_in\n");
        await story.AtRestAsync();
        Assert.Equal(["Nila", "Omar"], Names(story, campaign));
    }

    [Fact]
    public async Task Whoever_comes_in_during_a_pause_gets_it_when_the_campaign_is_resumed()
    {
        await using var story = await StoryAsync(2);
        await VipAsync(story);
        var campaign = await story.StandAsync(Standing.Watching(new { enters = "seg_vip" }));
        await story.AtRestAsync();
        await story.Sender.PostAsync($"campaigns/{campaign}/pause");
        await TagAsync(story, 1, "vip");
        await story.PassAsync(TimeSpan.FromHours(3));
        Assert.Empty(story.BodiesOf(campaign));
        await story.Sender.PostAsync($"campaigns/{campaign}/resume");
        await story.AtRestAsync();
        Assert.Equal(["Asha1"], Names(story, campaign));
    }

    [Fact]
    public async Task Of_more_people_than_a_round_reads_at_once_each_comes_in_once_and_once_more_after_they_had_left()
    {
        await using var story = await StoryAsync(0);
        await story.Api.ImportAsync(LivingIn("Delhi", 1, 2_300));
        await story.Api.ImportAsync(LivingIn("Pune", 2_301, 2_500));
        var campaign = await story.StandAsync(Standing.Watching(new { when = new { field = "city", op = "eq", value = "Pune" } }));
        await story.AtRestAsync();
        await story.Api.ImportAsync(LivingIn("Pune", 1, 2_300));
        await story.AtRestAsync();
        Assert.Equal((2_300, 2_300), (story.BodiesOf(campaign).Count, Names(story, campaign).Distinct().Count()));

        await story.Api.ImportAsync(LivingIn("Delhi", 600, 2_100));
        await story.AtRestAsync();
        await story.Api.ImportAsync(LivingIn("Pune", 600, 2_100));
        await story.AtRestAsync();
        Assert.Equal((3_801, 2_300), (story.BodiesOf(campaign).Count, Names(story, campaign).Distinct().Count()));
    }

    [Fact]
    public async Task What_can_not_work_is_refused_by_name()
    {
        await using var story = await StoryAsync(0);
        await VipAsync(story);
        foreach (var (trigger, path) in new (object, string)[]
        {
            (new { enters = "seg_nobody" }, "trigger.enters"),
            (new { when = new { all = new object[] { new { field = "age_of_car", op = "gt", value = 1 } } } }, "trigger.when.all[0].field"),
            (new { when = new { segment = "seg_nobody" } }, "trigger.when"),
            (new { enters = "seg_vip", when = Lapsed }, "trigger"),
            (new { enters = "seg_vip", where = new { field = "data.total", op = "gt", value = 1 } }, "trigger.where"),
        })
        {
            var refused = await Assert.ThrowsAsync<ApiException>(() => story.Sender.LaunchAsync(Standing.Watching(trigger)));
            Assert.Contains($"\"{path}", refused.Message);
        }

        var named = Standing.Watching(new { enters = "seg_vip" });
        named["variants"] = new[] { new { id = "A", content = new { sms = new { text = "Your {{event.item}}" } } } };
        Assert.Contains("event.item", (await Assert.ThrowsAsync<ApiException>(() => story.Sender.DraftAsync(named))).Message);
    }

    private static async Task<StoryHost> StoryAsync(int contacts)
    {
        var story = await StoryHost.StartAsync(settings: [("Sandbox:StopRate", "0")]);
        if (contacts > 0)
            await story.Api.ImportAsync(Campaigning.ContactsCsv(contacts));
        return story;
    }

    private static string LivingIn(string city, int first, int last) => "external_id,first_name,phone,city,consent.sms\n"
        + string.Concat(Enumerable.Range(first, last - first + 1).Select(number => $"c{number},Asha{number},+9198{number:00000000},{city},opted_in\n"));

    private static Task<JsonNode> VipAsync(StoryHost story) => story.Sender.PostAsync("segments", new { id = "seg_vip", name = "Vip", where = new { field = "tag", op = "has", value = "vip" } });

    private static Task<JsonNode> OrdersAsync(StoryHost story, int contact, int daysAgo) =>
        story.HappensAsync("order_placed", $"c{contact}", Guid.NewGuid().ToString("N"), new { total = 12 }, story.Clock.GetUtcNow().AddDays(-daysAgo));

    private static async Task TagAsync(StoryHost story, int contact, params string[] tags) => await story.Api.PatchAsync($"contacts/{await IdAsync(story, contact)}", new { tags });

    private static async Task<string> IdAsync(StoryHost story, int contact) =>
        (string)(await story.Api.GetAsync("contacts?limit=10"))["items"]!.AsArray().First(each => (string)each!["externalId"]! == $"c{contact}")!["id"]!;

    private static IEnumerable<string> Names(StoryHost story, string campaign) => story.BodiesOf(campaign).Select(body => body[..body.IndexOf(',', StringComparison.Ordinal)]).Order(StringComparer.Ordinal);

    private static async Task EraseAsync(StoryHost story, int contact) => await DeleteAsync(story, $"contacts/{await IdAsync(story, contact)}");

    private static async Task DeleteAsync(StoryHost story, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"api/workspaces/demo/{path}");
        using var answer = await story.Api.RawAsync(request);
        if (!answer.IsSuccessStatusCode)
            throw new ApiException(await answer.Content.ReadAsStringAsync(), (int)answer.StatusCode);
    }
}
