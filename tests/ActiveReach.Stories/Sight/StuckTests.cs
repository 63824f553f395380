using ActiveReach.Stories.Client;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using SqliteGroupCommit;

namespace ActiveReach.Stories.Sight;

/// <summary>Whoever watches sees what waits, and what should have gone on and has not.</summary>
public sealed class StuckTests
{
    private const string Gauge = "activereach.orchestrations";

    [Fact]
    public async Task A_campaign_that_waits_for_its_hour_is_waiting_and_never_stuck()
    {
        await using var story = await StoryHost.StartAsync();
        using var readings = new Readings(story.Services);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(5));
        var definition = Some.Campaign();
        definition["schedule"] = new { kind = "at", at = StoryHost.Monday.AddDays(40) };
        await story.Api.LaunchAsync(definition);
        await story.PassAsync(TimeSpan.FromHours(6));

        Assert.Equal((1, 0, 0), (readings.Now(Gauge, "CampaignLife", "waiting"), readings.Now(Gauge, "CampaignLife", "stuck"), readings.Now(Gauge, "CampaignLife", "failed")));
    }

    [Fact]
    public async Task A_campaign_whose_steps_fail_again_and_again_shows_as_stuck()
    {
        await using var story = await StoryHost.StartAsync();
        using var readings = new Readings(story.Services);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(5));
        var definition = Some.Campaign();
        definition["replyWindow"] = "PT6H";
        await story.Api.LaunchAsync(definition);
        await story.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal((1, 0), (readings.Now(Gauge, "RunStory", "waiting"), readings.Now(Gauge, "RunStory", "stuck")));

        // As after a restore of files that don't belong together.
        await story.Services.GetRequiredService<Database>().WriteAsync(session => session.Prepare("DELETE FROM documents WHERE kind = 'run'").Execute());
        await story.PassAsync(TimeSpan.FromHours(6));

        // While a step is tried once more the life is under way: the next look finds it as it stays.
        for (var minute = 0; minute < 10 && readings.Now(Gauge, "RunStory", "stuck") == 0; minute++)
            await story.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((0, 1), (readings.Now(Gauge, "RunStory", "waiting"), readings.Now(Gauge, "RunStory", "stuck")));
        Assert.Contains(readings.Series, series => series.Contains("FailRun", StringComparison.Ordinal) && series.Contains("error.type=System.InvalidOperationException", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_orchestration_that_ended_with_a_fault_shows_as_failed()
    {
        await using var story = await StoryHost.StartAsync();
        using var readings = new Readings(story.Services);
        await story.Services.GetRequiredService<DurableTaskClient>().ScheduleNewOrchestrationInstanceAsync(
            "RunStory", new { Workspace = "demo", Run = "cmp_x.1", Chapter = 99 }, new StartOrchestrationOptions("run-cmp_x.1"));
        await story.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal((1, 0), (readings.Now(Gauge, "RunStory", "failed"), readings.Now(Gauge, "RunStory", "stuck")));
    }

    [Fact]
    public async Task A_stalled_queue_shows_its_depth_and_its_age()
    {
        // A carrier that takes the calls and says nothing.
        await using var story = await StoryHost.StartAsync(settings: [("Sandbox:LatencyMs", "600000"), ("ActiveReach:Delivery:CallTimeout", "00:05:00"), ("ActiveReach:Delivery:Lease", "00:06:00")]);
        using var readings = new Readings(story.Services);
        await Eventually.SeenAsync("the queue is empty", () => (readings.Now("activereach.queue.messages", "deliver"), readings.Now("activereach.queue.age", "deliver")), now => now == (0, 0));
        await story.Api.ImportAsync(Campaigning.ContactsCsv(150));
        await story.Api.LaunchAsync(Some.Campaign());
        await Eventually.SeenAsync("the eight batches are on the queue", () => readings.Now("activereach.queue.messages", "deliver", "ready"), ready => ready == 8);

        story.Clock.Advance(TimeSpan.FromMinutes(10));

        // Meanwhile the stage's watchdog may put the batches once more, until it is seen that they are taken.
        await Eventually.SeenAsync(
            "the eight are still there", () => (readings.Now("activereach.queue.messages", "deliver", "ready"), readings.Now("activereach.queue.messages", "deliver", "delayed")), now => now == (8, 0));
        await Eventually.SeenAsync("they are ten minutes old", () => readings.Now("activereach.queue.age", "deliver"), age => age is >= 600 and <= 610);
    }
}
