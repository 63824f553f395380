using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Entries;

/// <summary>What standing campaigns keep, and for how long.</summary>
public sealed class OldEntriesTests
{
    [Fact]
    public async Task Who_was_sent_to_and_calls_go_with_the_events_while_whoever_waits_stays_and_no_figure_changes()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:ReplyRate", "0"), ("Sandbox:DeliveredRate", "1")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(5));
        await story.Api.PatchAsync("settings", new { retention = new { events = "P30D" } });
        var ready = await story.StandAsync(Standing.Api());
        var cart = await story.StandAsync(Standing.Cart(new { @event = "cart_abandoned", delay = "P40D" }));
        var alone = (string)(await story.FireAsync(ready, "c1"))["id"]!;
        var several = (string)(await story.Sender.PostAsync($"campaigns/{ready}/fire", new
        {
            contacts = new[] { "c1", "c2" }.Select(contact => new { contact = new { externalId = contact }, data = new { order = "7" } }),
        }))["id"]!;
        await story.HappensAsync("cart_abandoned", "c3", "cart-3");
        await story.PassAsync(TimeSpan.FromHours(1));
        foreach (var call in new[] { alone, several })
            Assert.Equal("delivered", (string)(await story.Api.GetAsync($"campaigns/{ready}/fires/{call}"))["items"]![0]!["state"]!);

        await PassDaysAsync(story, 32);
        foreach (var call in new[] { alone, several })
            Assert.Equal(404, (await Assert.ThrowsAsync<ApiException>(() => story.Api.GetAsync($"campaigns/{ready}/fires/{call}"))).Status);
        Assert.Equal(3, await story.RecipientsAsync(ready));
        Assert.StartsWith("Standing: 1 wait", (string)(await story.Api.GetAsync($"campaigns/{cart}"))["statusReason"]!);

        await story.HappensAsync("cart_abandoned", "c3", "cart-3", at: StoryHost.Monday);
        await PassDaysAsync(story, 9);
        Assert.StartsWith("Asha3, your tea pot is still in the cart.", Assert.Single(story.BodiesOf(cart)));
    }

    [Fact]
    public async Task Within_a_re_entry_period_that_is_longer_nobody_is_reminded_again_and_behind_it_everybody()
    {
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:ReplyRate", "0")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(1));
        await story.Api.PatchAsync("settings", new { retention = new { events = "P30D" } });
        var cart = await story.StandAsync(Standing.Cart(new { @event = "cart_abandoned", delay = "PT1H", reentry = "P35D" }));
        foreach (var (days, sent) in new[] { (0, 1), (33, 1), (3, 2), (36, 3) })
        {
            await PassDaysAsync(story, days);
            await story.PassAsync(TimeSpan.FromMinutes(1));
            await story.HappensAsync("cart_abandoned", "c1", $"cart-{days}");
            await story.PassAsync(TimeSpan.FromHours(2));
            Assert.Equal(sent, story.BodiesOf(cart).Count);
        }
    }

    /// <summary>Day by day, so that a slow machine is no failure.</summary>
    private static async Task PassDaysAsync(StoryHost story, int days)
    {
        for (var day = 0; day < days; day++)
            await story.PassAsync(TimeSpan.FromDays(1));
    }
}
