using System.Reflection;
using ActiveReach.Functions.Runs;
using ActiveReach.Stories.Client;
using ActiveReach.Stories.Golden;

namespace ActiveReach.Stories.Campaigns;

/// <summary>On Azure Storage a durable timer may fire up to a second before its time: no story may come out otherwise for it.</summary>
public sealed class EarlyTimerTests
{
    /// <summary>The delay of a message is cut to whole seconds, so this is the most.</summary>
    private static readonly TimeSpan AlmostASecond = TimeSpan.FromMilliseconds(999);

    public static TheoryData<string, string> Stories()
    {
        var data = new TheoryData<string, string>();
        foreach (var tests in (Type[])[typeof(ScheduleTests), typeof(WholeRoadTests), typeof(HeldExperimentTests), typeof(ChannelTests), typeof(QuietHoursTests)])
        {
            foreach (var test in tests.GetMethods().Where(method => method.IsDefined(typeof(FactAttribute)) && !method.IsDefined(typeof(TheoryAttribute))))
                data.Add(tests.Name, test.Name);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Stories))]
    public async Task A_story_comes_out_the_same_when_timers_fire_early(string tests, string test)
    {
        StoryHost.LetTimersComeEarly(AlmostASecond);
        var type = typeof(EarlyTimerTests).Assembly.GetType($"{typeof(EarlyTimerTests).Namespace}.{tests}", throwOnError: true)!;
        await (Task)type.GetMethod(test, BindingFlags.Public | BindingFlags.Instance)!.Invoke(Activator.CreateInstance(type), null)!;
    }

    [Fact]
    public async Task A_campaign_whose_timer_fires_early_begins_at_its_hour_without_a_look_before_it()
    {
        StoryHost.LetTimersComeEarly(AlmostASecond);
        await using var story = await StoryHost.StartAsync();
        var recorder = HistoryRecorder.Of(story);
        await story.Api.ImportAsync(Campaigning.ContactsCsv(10));
        var definition = Some.Campaign();
        definition["schedule"] = new { kind = "at", at = "2026-11-24T10:00", timezone = "Asia/Kolkata" };
        var campaign = await story.Api.LaunchAsync(definition);

        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete");

        Assert.All(Witness.Of(story.Outbox, campaign), line => Assert.True((DateTimeOffset)line["time"]! >= new DateTimeOffset(2026, 11, 24, 4, 30, 0, TimeSpan.Zero)));
        Assert.Equal(1, recorder.Histories.Where(history => history.What == "CampaignLife.Schedule").Sum(history => history.Kinds.Count(kind => kind == "TimerFired")));
    }
}
