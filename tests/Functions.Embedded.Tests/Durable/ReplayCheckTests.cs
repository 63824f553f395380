using Functions.Embedded.Durable;
using Microsoft.DurableTask;

namespace Functions.Embedded.Tests.Durable;

public sealed class ReplayCheckTests
{
    [Fact]
    public async Task A_stored_history_is_followed_by_the_code_that_made_it_and_not_by_changed_code()
    {
        await using var engine = await new EngineFixture()
            .Activities("Double", call => call.GetInput<int>() * 2)
            .Orchestrator("Steps", context => Steps(context, "Double"))
            .Up();
        var done = await engine.Run("Steps", 1);
        await engine.Client.RaiseEventAsync(done, "Go", 5);
        await engine.End(done);
        var waiting = await engine.Run("Steps", 1);
        await engine.Quiet();

        foreach (var history in new[] { engine.Engine!.History.Export(done), engine.Engine.History.Export(waiting) })
        {
            Assert.True(ReplayCheck.Replay(engine.Registry, history).Agrees);
            Assert.Contains("'Triple'", Against("Steps", context => Steps(context, "Triple")), StringComparison.Ordinal);
            Assert.Contains("No orchestrator", Against("Others", context => Steps(context, "Double")), StringComparison.Ordinal);

            string? Against(string name, Func<TaskOrchestrationContext, Task<object?>> run)
            {
                var registry = new DurableRegistry();
                registry.AddOrchestrator(name, run);
                return ReplayCheck.Replay(registry, history).Divergence;
            }
        }
    }

    [Fact]
    public async Task An_execution_that_continues_as_new_leaves_its_history_to_the_recorder()
    {
        var ended = new List<string>();
        await using var engine = await new EngineFixture { Options = new DurableOptions { ExecutionEnded = ended.Add } }
            .Orchestrator("Countdown", context => Countdown(context, by: 1))
            .Up();
        await engine.End(await engine.Run("Countdown", 2));

        Assert.Equal(3, ended.Count);
        var slower = new DurableRegistry();
        slower.AddOrchestrator("Countdown", context => Countdown(context, by: 2));
        Assert.All(ended, history => Assert.Null(ReplayCheck.Replay(engine.Registry, history).Divergence));
        Assert.Equal("the code now continues with another input than its history has", ReplayCheck.Replay(slower, ended[0]).Divergence);
        Assert.Null(ReplayCheck.Replay(slower, ended[2]).Divergence);
    }

    private static Task<object?> Countdown(TaskOrchestrationContext context, int by)
    {
        if (context.GetInput<int>() is > 0 and var left)
            context.ContinueAsNew(left - by);
        return Task.FromResult<object?>(null);
    }

    private static async Task<object?> Steps(TaskOrchestrationContext context, string activity)
    {
        var first = await context.CallActivityAsync<int>(activity, context.GetInput<int>());
        return first + await context.WaitForExternalEvent<int>("Go");
    }
}
