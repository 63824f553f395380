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

    private static async Task<object?> Steps(TaskOrchestrationContext context, string activity)
    {
        var first = await context.CallActivityAsync<int>(activity, context.GetInput<int>());
        return first + await context.WaitForExternalEvent<int>("Go");
    }
}
