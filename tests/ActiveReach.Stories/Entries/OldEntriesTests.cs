using ActiveReach.Entries;
using ActiveReach.Ids;
using ActiveReach.Stories.Client;
using Microsoft.Extensions.DependencyInjection;

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

    [Fact]
    public async Task Whoever_had_it_for_a_years_birthday_is_known_until_no_day_of_that_year_can_come_any_more()
    {
        await using var story = await StoryHost.StartAsync(now: new DateTimeOffset(2027, 3, 1, 0, 0, 0, TimeSpan.Zero), settings: [("Sandbox:ReplyRate", "0")]);
        await story.Api.PatchAsync("settings", new { retention = new { events = "P30D" } });
        await story.JoinAsync(("asha", 1, "1990-03-02"));
        var definition = Birthdays.Campaign();
        definition["schedule"] = new { at = "09:00", timezone = "Europe/Berlin" };
        var campaign = await story.StandAsync(definition);
        await PassDaysAsync(story, 40);
        await story.ChangeAsync("asha", new { birthday = "1990-05-01" });
        await PassDaysAsync(story, 30);
        Assert.Equal("asha 2027-03-02 09:00", story.Sent(campaign));
        Assert.Single(await EntriesAsync());

        for (var days = 0; days < 370; days += 5)
            await story.PassAsync(TimeSpan.FromDays(5));
        Assert.Equal("asha 2027-03-02 09:00, asha 2028-05-01 09:00", story.Sent(campaign));
        Assert.Equal("birthday-2028", Assert.Single(await EntriesAsync()).Key.Occasion);

        async Task<IReadOnlyList<Entry>> EntriesAsync() => await story.Services.GetRequiredService<IEntries>().OfAsync(new CampaignId(campaign), ContactId.TryParse(await story.IdOfAsync("asha"), out var asha) ? asha : default);
    }

    /// <summary>Day by day, so that a slow machine is no failure.</summary>
    private static async Task PassDaysAsync(StoryHost story, int days)
    {
        for (var day = 0; day < days; day++)
            await story.PassAsync(TimeSpan.FromDays(1));
    }
}
