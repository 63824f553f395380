using ActiveReach.Stories.Client;
using Functions.Embedded.Durable;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Stories.Golden;

/// <summary>What an orchestrator does today can be replayed tomorrow; on request the histories are kept for that.</summary>
public sealed class RecordedHistoryTests
{
    public static TheoryData<string> Scenes => [.. RecordedScenes.All.Keys];

    [Theory]
    [MemberData(nameof(Scenes))]
    public async Task Every_execution_of_a_story_can_be_replayed(string scene)
    {
        var histories = await RecordedScenes.All[scene]();

        await using var app = await StoryHost.StartAsync();
        Assert.NotEmpty(histories);
        Assert.All(histories, history => Assert.Null(ReplayCheck.Replay(
            app.Services.GetRequiredService<DurableRegistry>(), history.Json, app.Services.GetRequiredService<DurableOptions>()).Divergence));
        if (Environment.GetEnvironmentVariable(HistoryFolder.RecordVariable) is { Length: > 0 } version)
            Keep(version, scene, histories);
    }

    private static void Keep(string version, string scene, IEnumerable<RecordedHistory> histories)
    {
        foreach (var (number, history) in histories.Index())
        {
            var state = history.HasEnded ? "" : ".waiting";
            HistoryFolder.Add(version, $"{scene}.{number + 1:00}.{history.What}{state}", history.Json);
        }
    }
}
