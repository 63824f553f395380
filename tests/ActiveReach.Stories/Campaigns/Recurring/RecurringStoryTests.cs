using System.Globalization;
using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Campaigns.Recurring;

public sealed class RecurringStoryTests
{
    private const int Many = 60;

    [Fact]
    public async Task A_newsletter_on_the_31st_goes_out_once_a_month_at_its_local_hour_all_year()
    {
        await using var story = await StoryHost.StartAsync(now: new DateTimeOffset(2026, 12, 20, 9, 0, 0, TimeSpan.Zero));
        await story.Api.ImportAsync(Campaigning.ContactsCsv(5));
        var campaign = await story.Api.LaunchAsync(Recurring(new { every = "month", on = new[] { 31 }, at = "09:00", until = "2027-12-31" }, "Europe/London"));
        var coming = (await story.Api.GetAsync($"campaigns/{campaign}/instances"))["items"]!.AsArray().Select(each => (string)each!["day"]!).ToList();

        story.LetTimePass();
        var complete = await story.Api.UntilStatusAsync(campaign, "complete");

        string[] days = ["2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30", "2027-07-31", "2027-08-31", "2027-09-30", "2027-10-31", "2027-11-30", "2027-12-31"];
        Assert.Equal(days[..10], coming);
        Assert.Equal(days.Select(day => $"{day} 09:00"), Witness.Of(story.Outbox, campaign).Select(line => London((DateTimeOffset)line["time"]!)).Distinct());
        Assert.Equal(13 * 5, Witness.Of(story.Outbox, campaign).Select(line => $"{line["run"]} {line["contact"]}").Distinct().Count());
        Assert.Contains("13 of them", (string)complete["statusReason"]!, StringComparison.Ordinal);
        Assert.Null(complete["nextInstance"]);

        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics?by=run");
        Assert.Equal(13, figures["breakdowns"]!["run"]!.AsArray().Count);
        Assert.Equal(13 * 5, figures.Outcomes());
    }

    [Fact]
    public async Task Two_instances_are_under_way_at_once_and_their_figures_stay_apart()
    {
        // At a text a minute the first takes an hour, and the change of the hour brings the next before that.
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:RatePerMinute", "1")]);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(Many));
        var campaign = await story.Api.LaunchAsync(Recurring(new { every = "day", at = "23:50", count = 2 }, "UTC"));

        await story.PassAsync(new TimeSpan(14, 55, 0));
        await story.EditAsync(campaign, new { schedule = new { recurrence = new { at = "00:05" } } });
        await story.PassAsync(TimeSpan.FromMinutes(20));
        var running = await RunsAsync(story, campaign);
        Assert.Equal(["sending", "sending"], running.Select(run => (string)run["status"]!));

        var figures = await story.Api.GetAsync($"campaigns/{campaign}/analytics?by=run");
        var byRun = figures["breakdowns"]!["run"]!.AsArray().ToDictionary(each => (string)each!["group"]!, each => each!);
        Assert.Equal([Many, Many], running.Select(run => byRun[(string)run["id"]!].Outcomes()));
        var sent = running.Select(run => (long)byRun[(string)run["id"]!]["sent"]!).ToList();
        Assert.Equal(sent, running.Select(run => Witness.Of(story.Outbox, campaign).LongCount(line => (string)line["run"]! == (string)run["id"]!)));
        Assert.InRange(sent[0], 10, 30);
        Assert.InRange(sent[1], 1, 12);

        await story.Api.PostAsync($"campaigns/{campaign}/runs/{running[0]["id"]}/cancel");
        Assert.Equal("sending", (string)(await story.Api.GetAsync($"campaigns/{campaign}"))["status"]!);
        await story.Api.PostAsync($"campaigns/{campaign}/cancel");
        Assert.Equal(["cancelled", "cancelled"], (await RunsAsync(story, campaign)).Select(run => (string)run["status"]!));
    }

    [Fact]
    public async Task A_weekly_campaign_is_edited_paused_and_resumed_and_tells_of_the_week_it_missed()
    {
        await using var story = await StoryHost.StartAsync();
        await story.Api.ImportAsync(Campaigning.ContactsCsv(3));
        var campaign = await story.Api.LaunchAsync(Recurring(new { every = "week", on = new[] { "tue" }, at = "10:00", count = 4 }, "UTC"));
        await story.PassAsync(TimeSpan.FromDays(2));

        await story.EditAsync(campaign, new { variants = new[] { new { id = "A", content = new { sms = new { text = "Second edition" } } } } });
        await story.PassAsync(TimeSpan.FromDays(7));
        await story.Api.PostAsync($"campaigns/{campaign}/pause");
        var paused = await story.Api.GetAsync($"campaigns/{campaign}");
        await story.PassAsync(TimeSpan.FromDays(7));
        await story.Api.PostAsync($"campaigns/{campaign}/resume");
        var resumed = await story.Api.GetAsync($"campaigns/{campaign}");
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        Assert.Equal(("paused", "2026-12-08"), ((string)paused["status"]!, ((string)paused["nextInstance"]!)[..10]));
        Assert.Equal(("scheduled", "2026-12-15"), ((string)resumed["status"]!, ((string)resumed["nextInstance"]!)[..10]));
        Assert.Contains("was skipped: the campaign was paused", (string)resumed["statusReason"]!, StringComparison.Ordinal);
        var runs = await RunsAsync(story, campaign);
        Assert.Equal(["complete 2026-11-24", "complete 2026-12-01", "skipped 2026-12-08", "complete 2026-12-15"], runs.Select(run => $"{run["status"]} {run["instance"]!["day"]}"));
        var texts = Witness.Of(story.Outbox, campaign).GroupBy(line => (string)line["run"]!).OrderBy(run => run.Key, StringComparer.Ordinal).Select(run => run.Select(line => ((string)line["body"]!)[..6]).Distinct().Single());
        Assert.Equal(["Hi Ash", "Second", "Second"], texts);
    }

    private static Dictionary<string, object> Recurring(object recurrence, string timezone)
    {
        var definition = Some.Campaign("Newsletter");
        definition["type"] = "recurring";
        definition["schedule"] = new { kind = "recurring", timezone, recurrence };
        return definition;
    }

    private static async Task<IReadOnlyList<JsonNode>> RunsAsync(StoryHost story, string campaign) =>
        [.. (await story.Api.GetAsync($"campaigns/{campaign}/runs"))["items"]!.AsArray().Select(run => run!)];

    private static string London(DateTimeOffset time) =>
        TimeZoneInfo.ConvertTime(time, TimeZoneInfo.FindSystemTimeZoneById("Europe/London")).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
