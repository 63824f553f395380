using System.Globalization;
using ActiveReach.Entries;
using ActiveReach.Ids;
using ActiveReach.Stories.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Stories.Entries;

/// <summary>Campaigns that everybody gets on their birthday. It is Monday 23 November 2026, 9:00 UTC.</summary>
public sealed class BirthdayTests
{
    [Theory]
    [InlineData("2027-02-20", "eve 2027-02-28 09:00, leapling 2027-02-28 09:00, march 2027-03-01 09:00")]
    [InlineData("2028-02-20", "eve 2028-02-28 09:00, leapling 2028-02-29 09:00, march 2028-03-01 09:00")]
    public async Task A_birthday_on_29_February_is_kept_on_the_28th_in_common_years(string from, string sent)
    {
        await using var story = await StoryHost.StartAsync(now: Time(from + "T12:00Z"));
        await story.JoinAsync(("leapling", 1, "2004-02-29"), ("eve", 2, "1999-02-28"), ("march", 3, "1980-03-01"));
        var campaign = await story.StandAsync(Birthdays.Campaign());
        await story.PassAsync(TimeSpan.FromDays(12));
        Assert.Equal(sent, story.Sent(campaign));
    }

    [Theory]
    [InlineData("recipient", "")]
    [InlineData("Europe/Berlin", ", wrong 2027-10-24 09:00, late 2027-11-24 09:00, other 2027-11-25 09:00, early 2027-11-26 09:00")]
    public async Task Who_joins_before_the_hour_gets_it_that_day_and_who_comes_after_it_in_the_next_year(string clock, string nextYear)
    {
        await using var story = await StoryHost.StartAsync();
        var definition = Birthdays.Campaign();
        definition["schedule"] = new { at = "09:00", timezone = clock };
        var campaign = await story.StandAsync(definition);
        await story.PassAsync(TimeSpan.FromHours(23) - TimeSpan.FromMinutes(1));

        // It is 8:59 in Berlin, on the 24th.
        await story.JoinAsync(("early", 1, "1990-11-24"), ("other", 2, "1990-11-25"), ("wrong", 3, "1990-11-24"));
        await story.ChangeAsync("wrong", new { birthday = "1990-10-24" });
        await story.PassAsync(TimeSpan.FromMinutes(2));
        await story.JoinAsync(("late", 4, "1990-11-24"));

        // Whoever has had it has had it, whatever becomes of their day and their zone.
        await story.ChangeAsync("early", new { birthday = "1990-11-26", timezone = "America/New_York" });
        await story.PassAsync(TimeSpan.FromDays(4));
        Assert.Equal("early 2026-11-24 09:00, other 2026-11-25 09:00", story.Sent(campaign));

        for (var month = 0; month < 13 && nextYear.Length > 0; month++)
            await story.PassAsync(TimeSpan.FromDays(28));
        Assert.Equal("early 2026-11-24 09:00, other 2026-11-25 09:00" + nextYear, story.Sent(campaign));
    }

    [Fact]
    public async Task Who_opted_out_has_a_reason_and_each_day_has_figures_of_its_own()
    {
        await using var story = await StoryHost.StartAsync();
        await story.JoinAsync(("in", 1, "1990-11-24"), ("out", 2, "1990-11-24"), ("elsewhere", 3, "1990-11-24"), ("next", 4, "1990-11-25"), ("gone", 5, "1990-11-24"));
        foreach (var name in new[] { "in", "out", "next", "gone" })
            await story.ChangeAsync(name, new { tags = new[] { "club" } });
        await story.ChangeAsync("out", new { consent = new { sms = "opted_out" } });
        var definition = Birthdays.Campaign();
        definition["audience"] = new { where = new { field = "tag", op = "has", value = "club" } };
        var campaign = await story.StandAsync(definition);
        using (var erase = new HttpRequestMessage(HttpMethod.Delete, $"api/workspaces/demo/contacts/{await story.IdOfAsync("gone")}"))
            (await story.Api.RawAsync(erase)).EnsureSuccessStatusCode();
        await story.PassAsync(TimeSpan.FromDays(3));

        Assert.Equal("in 2026-11-24 09:00, next 2026-11-25 09:00", story.Sent(campaign));
        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics?by=run");
        Assert.Equal((3, 1), ((int)figures["recipients"]!, (int)figures["skipped"]!["opted_out"]!));
        Assert.Equal([1, 2], figures["breakdowns"]!["run"]!.AsArray().Select(run => (int)run!["recipients"]!).Order());
        var stands = await story.Api.GetAsync($"campaigns/{campaign}");
        Assert.Equal(("active", "Standing: at 09:00 by the contact's clock, on each birthday; nobody waits."), ((string)stands["status"]!, (string)stands["statusReason"]!));
    }

    [Fact]
    public async Task After_a_pause_whoever_is_a_day_late_at_most_is_sent_to()
    {
        await using var story = await StoryHost.StartAsync();
        await story.JoinAsync(("lost", 1, "1990-11-24"), ("late", 2, "1990-11-26"), ("next", 3, "1990-11-27"));
        var campaign = await story.StandAsync(Birthdays.Campaign());
        await story.Sender.PostAsync($"campaigns/{campaign}/pause");
        await story.PassAsync(TimeSpan.FromHours(76));
        Assert.Empty(story.BodiesOf(campaign));

        // It is Thursday the 26th, 13:00 UTC.
        await story.Sender.PostAsync($"campaigns/{campaign}/resume");
        await story.PassAsync(TimeSpan.FromHours(24));
        Assert.Equal("late 2026-11-26 14:00, next 2026-11-27 09:00", story.Sent(campaign));
        Assert.Equal(2, await story.RecipientsAsync(campaign));
        Assert.True(ContactId.TryParse(await story.IdOfAsync("lost"), out var lost));
        var entry = Assert.Single(await story.Services.GetRequiredService<IEntries>().OfAsync(new CampaignId(campaign), lost));
        Assert.Equal(("birthday-2026", EntryState.Cancelled, EntryReason.TooLate), (entry.Key.Occasion, entry.State, entry.Reason));
    }

    [Fact]
    public async Task Days_before_the_birthday_count_by_the_outlets_clock_up_to_the_last_day()
    {
        await using var story = await StoryHost.StartAsync(now: Time("2026-12-20T00:00Z"));
        await story.Api.PostAsync("outlets", new { name = "Tokyo", timeZone = "Asia/Tokyo" });
        await story.Api.PostAsync("outlets", new { name = "Denver", timeZone = "America/Denver" });
        await story.JoinAsync(("t", 1, "1990-01-02"), ("d", 2, "1990-01-02"), ("last", 3, "1990-01-03"), ("after", 4, "1990-01-04"));
        await story.ChangeAsync("t", new { outlet = "Tokyo" });
        foreach (var name in new[] { "d", "last", "after" })
            await story.ChangeAsync(name, new { outlet = "Denver" });
        var definition = Birthdays.Campaign();
        definition["schedule"] = new { at = "22:00", timezone = "outlet", offsetDays = -7, until = "2026-12-27" };
        var campaign = await story.StandAsync(definition);
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        Assert.Equal("t 2026-12-26 22:00, d 2026-12-26 22:00, last 2026-12-27 22:00", story.Sent(campaign, name => name == "t" ? "Asia/Tokyo" : "America/Denver"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task An_app_that_dies_amid_birthdays_sends_to_each_once(int deaths)
    {
        const int people = 150;
        (string, string)[] slowly = [("Sandbox:LatencyMs", "20")];
        var story = await StoryHost.StartAsync(settings: slowly);
        await story.JoinAsync([.. Enumerable.Range(0, people).Select(number => ($"c{number}", number, string.Create(CultureInfo.InvariantCulture, $"{1950 + (number % 50)}-11-24")))]);
        var campaign = await story.StandAsync(Birthdays.Campaign());
        await story.PassAsync(TimeSpan.FromHours(23) - TimeSpan.FromSeconds(2));
        var directory = story.Directory;
        for (var death = 0; death < deaths; death++)
        {
            story.LetTimePass();
            await Witness.UntilAsync(story.Outbox, 1 + (people * death / 4));
            story.HoldTime();
            var now = story.Clock.GetUtcNow();
            await story.CrashAsync();
            story = await StoryHost.StartAsync(directory, now, settings: slowly);
        }

        await using (story)
        {
            await story.PassAsync(TimeSpan.FromHours(2));
            var sent = Witness.Of(story.Outbox, campaign).Select(line => (string)line["to"]!).ToList();
            Assert.Equal((people, people), (sent.Count, sent.Distinct().Count()));
            Assert.Equal(people, await story.RecipientsAsync(campaign));
        }
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
