using System.Globalization;
using System.Text;
using ActiveReach.Functions.Runs;
using ActiveReach.Stories.Client;
using ActiveReach.Stories.Entries;

namespace ActiveReach.Stories.Golden;

/// <summary>What an orchestration writes down is as long for many as for few, but for a ring that comes once more: it tells of stages and hours, never of people or outlets. Some thousands here; <c>./soak histories</c> takes 100,000 people and 5,000 outlets.</summary>
public sealed class HistoryLengthTests
{
    private const int Few = 20;
    private const int MostOfACall = 1_000;

    /// <summary>What a ring writes down that comes once more, or when the chapter has just begun: two looks and what they wait for.</summary>
    private const int ARing = 10;

    private static readonly int Many = int.TryParse(Environment.GetEnvironmentVariable("ACTIVEREACH_HISTORY_PEOPLE"), out var people) ? people : 3_000;
    private static readonly int ManyOutlets = int.TryParse(Environment.GetEnvironmentVariable("ACTIVEREACH_HISTORY_OUTLETS"), out var outlets) ? outlets : 100;
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(10);

    /// <summary>As many for few as for many: each of them rings once.</summary>
    private static readonly int Calls = Math.Max(4, Many / MostOfACall);

    [Fact]
    public Task A_campaign_of_an_audience_writes_as_much_down_for_many_people() => AssertSameAsync(Few, Many, people => OfAnAudienceAsync(Some.Campaign(), people));

    [Fact]
    public Task A_recurring_campaign_writes_as_much_down_for_many_people() => AssertSameAsync(Few, Many, people =>
    {
        var definition = Some.Campaign();
        definition["type"] = "recurring";
        definition["schedule"] = new { timezone = "UTC", recurrence = new { every = "day", at = "14:00", count = 3 } };
        return OfAnAudienceAsync(definition, people);
    });

    [Fact]
    public Task A_campaign_writes_as_much_down_for_many_outlets() => AssertSameAsync(1, ManyOutlets, outlets => OfAnAudienceAsync(Some.Campaign(), ManyOutlets * 2, outlets));

    [Fact]
    public Task A_standing_campaign_writes_as_much_down_for_many_entries_of_a_run() => AssertSameAsync(5 * Calls, Many, entries => StandingAsync(
        Entries.Standing.Api(), entries, Calls, (story, campaign, people, number) => story.Sender.PostAsync(
            $"campaigns/{campaign}/fire", new { contacts = people.Select(person => new { contact = Named(person), data = new { order = number } }) })));

    [Fact]
    public Task A_triggered_campaign_writes_as_much_down_for_many_events() => AssertSameAsync(5 * Calls, Many, entries => StandingAsync(
        Entries.Standing.Cart(), entries, Calls, (story, _, people, number) => story.Sender.PostAsync(
            "events", people.Select(person => new { id = $"cart-{number}-{person}", type = "cart_abandoned", contact = Named(person), time = story.Clock.GetUtcNow(), data = new { item = "lamp" } }))));

    private static async Task AssertSameAsync(int few, int many, Func<int, Task<IReadOnlyDictionary<string, Written>>> lengths)
    {
        var (expected, actual) = (await lengths(few), await lengths(many));
        Assert.Contains(expected.Keys, chapter => chapter.StartsWith(nameof(RunStory), StringComparison.Ordinal));
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        Assert.All(actual, chapter => Assert.True(
            chapter.Value.Executions <= expected[chapter.Key].Executions + 1 && chapter.Value.Longest <= expected[chapter.Key].Longest + ARing,
            $"{chapter.Key} wrote {chapter.Value} for {many} instead of {expected[chapter.Key]} for {few}."));
    }

    private static async Task<IReadOnlyDictionary<string, Written>> OfAnAudienceAsync(Dictionary<string, object> definition, int people, int outlets = 0)
    {
        await using var story = await StoryHost.StartAsync();
        for (var number = 0; number < outlets; number++)
            await story.Api.PostAsync("outlets", new { name = $"Shop {number}" });
        await story.Api.ImportAsync(People(people, outlets));
        var recorder = HistoryRecorder.Of(story);
        var campaign = await story.Api.LaunchAsync(definition);
        await story.AtRestAsync();
        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete", Bound);
        await story.Api.UntilAsync($"campaigns/{campaign}/analytics", answer => (bool)answer["final"]!, Bound);
        return await LengthsAsync(story, recorder);
    }

    private static async Task<IReadOnlyDictionary<string, Written>> StandingAsync(Dictionary<string, object> definition, int entries, int calls, Func<StoryHost, string, IEnumerable<int>, int, Task> callAsync)
    {
        await using var story = await StoryHost.StartAsync();
        var people = entries / calls;
        await story.Api.ImportAsync(People(people, outlets: 0));
        var recorder = HistoryRecorder.Of(story);
        definition["schedule"] = new { kind = "standing", until = "2026-11-23" };
        var campaign = await story.StandAsync(definition);
        for (var call = 0; call < calls; call++)
        {
            await callAsync(story, campaign, Enumerable.Range(0, people), call);
            await story.AtRestAsync();
        }

        story.LetTimePass();
        await story.Api.UntilStatusAsync(campaign, "complete", Bound);
        await story.Api.UntilAsync($"campaigns/{campaign}/analytics", answer => (bool)answer["final"]!, Bound);
        Assert.Equal(people * calls, await story.RecipientsAsync(campaign));
        return await LengthsAsync(story, recorder);
    }

    private static async Task<IReadOnlyDictionary<string, Written>> LengthsAsync(StoryHost story, HistoryRecorder recorder)
    {
        story.HoldTime();
        await story.AtRestAsync();
        return recorder.Histories.GroupBy(history => history.What).ToDictionary(same => same.Key, same => new Written(same.Count(), same.Max(history => history.Kinds.Count())), StringComparer.Ordinal);
    }

    private static string People(int count, int outlets)
    {
        var csv = new StringBuilder("external_id,first_name,phone,outlet,consent.sms\n");
        for (var person = 0; person < count; person++)
            csv.Append(CultureInfo.InvariantCulture, $"c{person},Asha{person},+9198{person:00000000},{(outlets == 0 ? "" : $"Shop {person % outlets}")},opted_in\n");
        return csv.ToString();
    }

    private static object Named(int person) => new { externalId = $"c{person}" };

    /// <param name="Executions">Of one chapter.</param>
    /// <param name="Longest">The events of the longest of them.</param>
    private sealed record Written(int Executions, int Longest);
}
