using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Entries;

/// <summary>Campaigns that events make somebody get.</summary>
public sealed class TriggeredCampaignTests
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    [Fact]
    public async Task Whoever_leaves_a_cart_is_reminded_after_an_hour_and_whoever_orders_is_not()
    {
        await using var story = await StoryAsync();
        var campaign = await story.StandAsync(Standing.Cart());
        await story.HappensAsync("cart_abandoned", "c1", "cart-1");
        await story.HappensAsync("cart_abandoned", "c2", "cart-2");
        await story.AtRestAsync();
        Assert.StartsWith("Standing: 2 wait, next at 2026-11-23 10:00:00", (string)(await story.Api.GetAsync($"campaigns/{campaign}"))["statusReason"]!);

        await story.PassAsync(Quarter);
        await story.HappensAsync("order_placed", "c2", "order-2", new { total = 12 });
        await story.PassAsync(2 * Quarter);
        Assert.Empty(story.BodiesOf(campaign));
        await story.PassAsync(2 * Quarter);

        Assert.StartsWith("Asha1, your tea pot is still in the cart.", story.BodiesOf(campaign).Single());
        Assert.Equal(1, await story.RecipientsAsync(campaign));
    }

    [Fact]
    public async Task An_event_that_comes_twice_or_late_enters_nobody_twice_and_an_old_one_nobody()
    {
        await using var story = await StoryAsync();
        var campaign = await story.StandAsync(Standing.Cart());
        var now = story.Clock.GetUtcNow();
        await story.HappensAsync("cart_abandoned", "c1", "cart-1", at: now);
        await story.HappensAsync("cart_abandoned", "c1", "cart-1", at: now);
        await story.HappensAsync("cart_abandoned", "c2", "cart-2", at: now.AddMinutes(-50));
        await story.HappensAsync("cart_abandoned", "c3", "cart-3", at: now.AddDays(-3));

        // An order after the cart is heard of before the cart; one before it says nothing of it.
        await story.HappensAsync("order_placed", "c4", "order-4", new { total = 1 }, now.AddMinutes(-10));
        await story.HappensAsync("cart_abandoned", "c4", "cart-4", at: now.AddMinutes(-20));
        await story.HappensAsync("cart_abandoned", "c5", "cart-5", at: now);
        await story.HappensAsync("order_placed", "c5", "order-5", new { total = 1 }, now.AddMinutes(-30));
        await story.PassAsync(Quarter);
        Assert.StartsWith("Asha2,", story.BodiesOf(campaign).Single());
        await story.PassAsync(5 * Quarter);
        Assert.Equal(["Asha1", "Asha2", "Asha5"], story.BodiesOf(campaign).Select(body => body[..5]).Order());
    }

    [Fact]
    public async Task Within_the_period_of_re_entry_nobody_is_reminded_again()
    {
        await using var story = await StoryAsync();
        var campaign = await story.StandAsync(Standing.Cart(new { @event = "cart_abandoned", delay = "PT1H", reentry = "P2D" }));
        await story.HappensAsync("cart_abandoned", "c1", "cart-1");
        await story.HappensAsync("cart_abandoned", "c1", "cart-2");
        await story.PassAsync(TimeSpan.FromHours(26));
        await story.HappensAsync("cart_abandoned", "c1", "cart-3");
        await story.PassAsync(TimeSpan.FromHours(2));
        Assert.Single(story.BodiesOf(campaign));

        await story.PassAsync(TimeSpan.FromHours(24));
        await story.HappensAsync("cart_abandoned", "c1", "cart-4");
        await story.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(2, story.BodiesOf(campaign).Count);
    }

    [Fact]
    public async Task Only_events_whose_data_fit_enter()
    {
        await using var story = await StoryAsync();
        var campaign = await story.StandAsync(Standing.Cart(new { @event = "cart_abandoned", where = new { field = "data.total", op = "gte", value = 100 } }));
        await story.HappensAsync("cart_abandoned", "c1", "cart-1", new { item = "lamp", total = 20 });
        await story.HappensAsync("cart_abandoned", "c2", "cart-2", new { item = "sofa", total = 400 });
        await story.HappensAsync("cart_left", "c3", "cart-3", new { item = "sofa", total = 400 });
        await Witness.UntilAsync(story.Outbox, 1);
        await story.AtRestAsync();
        Assert.StartsWith("Asha2, your sofa", story.BodiesOf(campaign).Single());
    }

    [Fact]
    public async Task Whoever_was_erased_or_opted_out_while_they_waited_has_a_reason()
    {
        await using var story = await StoryAsync();
        var campaign = await story.StandAsync(Standing.Cart());
        foreach (var number in new[] { 1, 2, 3 })
            await story.HappensAsync("cart_abandoned", $"c{number}", $"cart-{number}");
        var contacts = (await story.Api.GetAsync("contacts?limit=10"))["items"]!.AsArray();
        await EraseAsync(story, (string)contacts.First(each => (string)each!["externalId"]! == "c1")!["id"]!);
        await story.Api.PatchAsync($"contacts/{contacts.First(each => (string)each!["externalId"]! == "c2")!["id"]}", new { consent = new { sms = "opted_out" } });
        await story.PassAsync(5 * Quarter);

        Assert.StartsWith("Asha3", story.BodiesOf(campaign).Single());
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((3, 1, 1), ((int)figures["recipients"]!, (int)figures["skipped"]!["contact_gone"]!, (int)figures["skipped"]!["opted_out"]!));
    }

    [Fact]
    public async Task A_cancelled_campaign_reminds_nobody_who_waited()
    {
        await using var story = await StoryAsync();
        var campaign = await story.StandAsync(Standing.Cart());
        await story.HappensAsync("cart_abandoned", "c1", "cart-1");
        await story.Sender.PostAsync($"campaigns/{campaign}/cancel");
        await story.PassAsync(5 * Quarter);
        Assert.Empty(story.BodiesOf(campaign));
        Assert.Equal("cancelled", (string)(await story.Api.GetAsync($"campaigns/{campaign}"))["status"]!);
    }

    [Fact]
    public async Task A_trigger_that_can_not_work_is_refused_when_it_is_launched()
    {
        await using var story = await StoryAsync();
        foreach (var (trigger, path) in new (object, string)[]
        {
            (new { delay = "PT1H" }, "trigger"),
            (new { enters = "seg_vip" }, "trigger.enters"),
            (new { @event = "cart_abandoned", where = new { field = "data.total", op = "about", value = 1 } }, "trigger.where"),
        })
        {
            var refused = await Assert.ThrowsAsync<ApiException>(() => story.Sender.LaunchAsync(Standing.Cart(trigger)));
            Assert.Contains($"\"{path}", refused.Message);
        }
    }

    private static async Task<StoryHost> StoryAsync()
    {
        var story = await StoryHost.StartAsync(settings: [("Sandbox:StopRate", "0")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(5));
        return story;
    }

    private static async Task EraseAsync(StoryHost story, string contact)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"api/workspaces/demo/contacts/{contact}");
        using var answer = await story.Api.RawAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
