using Microsoft.DurableTask;

namespace ActiveReach.Stories.Golden.RealSdk;

/// <summary>What the embedded engine wrote down, the worker of the real engine goes through in the same steps: a story is the same on both hosts.</summary>
public sealed class RealSdkTests
{
    public static TheoryData<string> Names => [.. HistoryFolder.Files.Select(HistoryFolder.NameOf)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_real_worker_takes_the_steps_of_every_history(string name)
    {
        var history = RecordedTurns.Of(HistoryFolder.Read(name));

        Assert.All(RealReplay.Of(history, AppOrchestrators.All[history.Orchestrator]), turn => Assert.Equal(string.Join("\n", turn.Recorded), string.Join("\n", turn.Taken)));
    }

    [Fact]
    public void An_orchestrator_with_a_step_more_is_found_out_by_the_real_worker() => Assert.All(HistoryFolder.Files, file =>
    {
        var history = RecordedTurns.Of(File.ReadAllText(file));
        async Task WithOneMore(TaskOrchestrationContext context)
        {
            await context.CallActivityAsync("CountCampaigns");
            await AppOrchestrators.All[history.Orchestrator](context);
        }

        Assert.Contains(RealReplay.Of(history, WithOneMore), turn => !turn.Recorded.SequenceEqual(turn.Taken, StringComparer.Ordinal));
    });
}
