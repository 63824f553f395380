using ActiveReach.Stories.Client;
using Functions.Embedded.Clock;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Stories.Campaigns;

public sealed class ScheduleTests
{
    [Fact]
    public async Task A_scheduled_campaign_goes_out_at_its_local_time()
    {
        await using var story = await StoryHost.StartAsync();
        await story.Api.ImportAsync(Campaigning.ContactsCsv(10));
        var campaign = await story.Api.LaunchAsync(At("2026-11-25T10:00"));

        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        var first = Witness.Of(story.Outbox, campaign).Min(line => (DateTimeOffset)line["time"]!);
        Assert.InRange(first, new DateTimeOffset(2026, 11, 25, 4, 30, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 25, 4, 31, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task An_edit_of_the_time_is_picked_up_by_the_waiting_campaign()
    {
        await using var story = await StoryHost.StartAsync();
        await story.Api.ImportAsync(Campaigning.ContactsCsv(10));
        var campaign = await story.Api.LaunchAsync(At("2026-12-25T10:00"));

        await story.EditAsync(campaign, new { schedule = new { kind = "at", at = "2026-11-24T10:00", timezone = "Asia/Kolkata" } });
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        Assert.All(Witness.Of(story.Outbox, campaign), line => Assert.Equal(24, ((DateTimeOffset)line["time"]!).Day));
    }

    [Fact]
    public async Task Months_pass_in_seconds_and_a_change_of_the_clocks_with_them()
    {
        await using var story = await StoryHost.StartAsync();
        await story.Api.ImportAsync(Campaigning.ContactsCsv(10));
        var campaign = await story.Api.LaunchAsync(At("2027-07-25T10:00", "Europe/London"));
        var before = story.Services.GetRequiredService<TimeLapse>().Jumps;

        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        var first = Witness.Of(story.Outbox, campaign).Min(line => (DateTimeOffset)line["time"]!);
        Assert.InRange(first, new DateTimeOffset(2027, 7, 25, 9, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027, 7, 25, 9, 1, 0, TimeSpan.Zero));

        // 244 days are 351,360 minutes, each with a timer function of its own.
        Assert.InRange(story.Services.GetRequiredService<TimeLapse>().Jumps - before, 1, 5_000);
    }

    [Fact]
    public async Task A_campaign_nobody_approves_in_time_is_cancelled_and_never_sent()
    {
        await using var story = await StoryHost.StartAsync();
        await story.Api.ImportAsync(Campaigning.ContactsCsv(10));
        var campaign = await story.Sender.DraftAsync(At("2026-11-25T10:00"));
        await story.Viewer.PostAsync($"campaigns/{campaign}/submit");

        story.LetTimePass();
        var cancelled = await story.Api.UntilStatusAsync(campaign, "cancelled");

        Assert.Contains("approved", (string)cancelled["statusReason"]!, StringComparison.Ordinal);
        Assert.Empty(Witness.Of(story.Outbox, campaign));
    }

    [Fact]
    public async Task A_campaign_found_too_late_is_not_sent()
    {
        var directory = Directory.CreateTempSubdirectory("activereach-story-").FullName;
        var story = await StoryHost.StartAsync(directory);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(10));
        var campaign = await story.Api.LaunchAsync(At("2026-11-24T10:00"));
        await story.CrashAsync();

        await using var later = await StoryHost.StartAsync(directory, StoryHost.Monday.AddDays(3));
        later.LetTimePass();
        await later.Api.UntilStatusAsync(campaign, "failed");
        Assert.Empty(Witness.Of(later.Outbox, campaign));
    }

    private static Dictionary<string, object> At(string local, string zone = "Asia/Kolkata")
    {
        var definition = Some.Campaign();
        definition["schedule"] = new { kind = "at", at = local, timezone = zone };
        return definition;
    }
}
