using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Functions.Embedded.Tests.Durable;

public sealed class ReplayTests
{
    [Fact]
    public async Task The_code_runs_once_an_episode_and_knows_what_is_replayed()
    {
        var runs = 0;
        var seen = new List<bool>();
        await using var engine = await new EngineFixture()
            .Activities("Double", call => call.GetInput<int>() * 2)
            .Orchestrator("Two", async context =>
            {
                runs++;
                seen.Clear();
                seen.Add(context.IsReplaying);
                var first = await context.CallActivityAsync<int>("double", 1);
                seen.Add(context.IsReplaying);
                var second = await context.CallActivityAsync<int>("DOUBLE", first);
                seen.Add(context.IsReplaying);
                return second;
            })
            .Up();

        var end = await engine.End(await engine.Run("two"));

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal(4, end.ReadOutputAs<int>());
        Assert.Equal(3, runs);
        Assert.Equal([true, true, false], seen);
    }

    [Fact]
    public async Task Changed_code_fails_with_the_orchestrator_the_instance_and_the_step()
    {
        await using var engine = await new EngineFixture()
            .Activities("Pay", _ => null)
            .Orchestrator("Order", async context =>
            {
                await context.CallActivityAsync("Pay");
                await context.WaitForExternalEvent<string>("Go");
                return null;
            })
            .Up();
        var id = await engine.Run("Order", id: "order-1");
        await engine.Quiet();
        await engine.Down();

        engine.Forget().Activities("Ship", _ => null).Orchestrator("Order", async context =>
        {
            await context.CallActivityAsync("Ship");
            await context.WaitForExternalEvent<string>("Go");
            return null;
        });
        await engine.Up();
        await engine.Client.RaiseEventAsync(id, "Go", "now");
        var end = await engine.End(id);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("orchestrator 'Order', instance 'order-1', step #0", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("activity 'Pay'", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("activity 'Ship'", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.StartsWith("DurableTask.Core.Exceptions.NonDeterministicOrchestrationException: Non-Deterministic workflow detected", end.SerializedOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_added_before_a_recorded_wait_is_found_though_nothing_contradicts_it()
    {
        await using var engine = await new EngineFixture()
            .Orchestrator("Wait", async context => await context.WaitForExternalEvent<string>("Go"))
            .Up();
        var id = await engine.Run("Wait");
        await engine.Quiet();
        await engine.Down();

        engine.Forget().Orchestrator("Wait", async context =>
        {
            context.SendEvent("other", "Hello", 1);
            return await context.WaitForExternalEvent<string>("Go");
        });
        await engine.Up();
        await engine.Client.RaiseEventAsync(id, "Go", "now");
        Assert.Contains("which its history doesn't have", (await engine.End(id)).SerializedOutput, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Awaiting_what_is_not_durable_fails_the_instance(bool afterDurable)
    {
        await using var engine = await new EngineFixture()
            .Activities("Nothing", _ => null)
            .Orchestrator("Stray", async context =>
            {
                if (afterDurable)
                    await context.CallActivityAsync("Nothing");
                var wait = context.WaitForExternalEvent<int>("Never");
                await Task.Delay(50);
                return await wait;
            })
            .Up();

        var end = await engine.End(await engine.Run("Stray"));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("System.InvalidOperationException", end.FailureDetails!.ErrorType);
        Assert.StartsWith("An invalid asynchronous invocation was detected", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_history_is_kept_alive_and_still_replays_after_a_restart()
    {
        var runs = 0;
        await using var engine = await new EngineFixture()
            .Activities("Echo", call => call.GetInput<int>())
            .Orchestrator("Long", async context =>
            {
                runs++;
                var sum = 0;
                for (var i = 0; i < 600; i++)
                    sum += await context.CallActivityAsync<int>("Echo", i);
                await context.WaitForExternalEvent<string>("Go");
                return sum;
            })
            .Up();
        var id = await engine.Run("Long");
        await engine.Quiet();
        Assert.InRange(runs, 2, 550);
        await engine.Crash();

        await engine.Up();
        var before = runs;
        await engine.Client.RaiseEventAsync(id, "Go");
        Assert.Equal(600 * 599 / 2, (await engine.End(id)).ReadOutputAs<int>());
        Assert.Equal(before + 1, runs);
    }

    [Fact]
    public async Task Guids_are_those_of_the_real_runtime()
    {
        var guids = Enumerable.Range(0, 2).Select(counter => global::Functions.Embedded.Durable.Replay.DeterministicGuid.Create(
            "guid-vector-1", DateTime.Parse("2026-11-21T21:28:00.6761018Z", null, System.Globalization.DateTimeStyles.RoundtripKind), counter));
        Assert.Equal(["e06ac520-49dd-5f46-98ee-4c7a4d3adee9", "559a5cc8-4e3b-53d0-a65e-a591fe8a6258"], guids.Select(guid => guid.ToString()));

        Guid first = default, last = default;
        await using var engine = await new EngineFixture()
            .Activities("Nothing", _ => null)
            .Orchestrator("Make", async context =>
            {
                var made = context.NewGuid();
                first = first == default ? made : first;
                await context.CallActivityAsync("Nothing");
                last = made;
                return null;
            })
            .Up();
        await engine.End(await engine.Run("Make"));
        Assert.Equal(first, last);
    }
}
