using Contracts.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Contracts.Durable.Orchestrations;

/// <summary>How an orchestrator's code is run: again from the start for every episode.</summary>
public class OrchestratorFacts<THarness> : DurableFacts<THarness>
    where THarness : DurableHarness, new()
{
    [Fact]
    public async Task What_an_orchestrator_returns_is_the_output_of_its_instance()
    {
        Orchestrator("Greet", _ => Task.FromResult<object?>("hello"));
        var instance = await RunAsync("Greet");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, instance.RuntimeStatus);
        Assert.Equal("\"hello\"", instance.SerializedOutput);
    }

    [Fact]
    public async Task Activities_run_in_the_order_in_which_they_are_awaited()
    {
        Activity("Note", (int n) => { Seen.Enqueue($"{n}"); return n * 10; });
        Orchestrator("Steps", async context =>
        {
            var sum = 0;
            for (var n = 1; n <= 3; n++)
            {
                sum += await context.CallActivityAsync<int>("Note", n);
            }

            return sum;
        });
        Assert.Equal(60, await OutputAsync<int>("Steps"));
        Assert.Equal(["1", "2", "3"], Seen);
    }

    [Fact]
    public async Task Each_completed_activity_replays_the_body_and_only_the_last_stretch_is_new()
    {
        Activity("Step", (string? _) => 1);
        Orchestrator("TwoSteps", async context =>
        {
            var atStart = context.IsReplaying;
            Seen.Enqueue("run");
            await context.CallActivityAsync("Step");
            var afterFirst = context.IsReplaying;
            await context.CallActivityAsync("Step");
            return new[] { atStart, afterFirst, context.IsReplaying };
        });
        Assert.Equal([true, true, false], await OutputAsync<List<bool>>("TwoSteps") ?? []);
        Assert.Equal(3, Seen.Count);
    }

    [Fact]
    public async Task An_activity_runs_once_however_often_the_body_is_replayed()
    {
        Activity("Step", (int n) => { Seen.Enqueue($"{n}"); return n; });
        Orchestrator("FiveSteps", async context =>
        {
            for (var n = 0; n < 5; n++)
            {
                await context.CallActivityAsync<int>("Step", n);
            }

            return null;
        });
        await RunAsync("FiveSteps");
        Assert.Equal(["0", "1", "2", "3", "4"], Seen);
    }

    [Fact]
    public async Task Results_of_a_fan_out_come_back_in_the_order_of_the_calls()
    {
        Activity("Square", (int n) => n * n);
        Orchestrator("FanOut", async context =>
            await Task.WhenAll(Enumerable.Range(0, 100).Select(n => context.CallActivityAsync<int>("Square", n))));
        Assert.Equal(Enumerable.Range(0, 100).Select(n => n * n), await OutputAsync<int[]>("FanOut"));
    }

    [Fact]
    public async Task Names_of_orchestrators_and_activities_ignore_case()
    {
        Activity("Echo", (string? text) => text);
        Orchestrator("Mixed", async context => await context.CallActivityAsync<string>("eCHO", "same"));
        Assert.Equal("same", await OutputAsync<string>("mIXED"));
    }

    [Fact]
    public async Task An_orchestrator_knows_its_name_its_instance_and_that_nobody_is_above_it()
    {
        Orchestrator("Who", context => Task.FromResult<object?>($"{context.Name.Name}/{context.InstanceId}/{context.Parent?.InstanceId ?? "top"}"));
        Assert.Equal("Who/me-1/top", await OutputAsync<string>("Who", id: "me-1"));
    }

    [Fact]
    public async Task An_instance_without_a_given_id_gets_one_of_32_characters()
    {
        Orchestrator("Nothing", _ => Task.FromResult<object?>(null));
        var id = await StartAsync("Nothing");
        Assert.Matches("^[0-9a-f]{32}$", id);
    }

    [Fact]
    public async Task The_first_to_finish_wins_a_race_and_the_other_is_waited_for_by_the_instance_only()
    {
        var gate = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        SlowActivity("Slow", (string? _) => gate.Task);
        Activity("Fast", (string? _) => "fast");
        Orchestrator("Race", async context =>
        {
            var winner = await Task.WhenAny(context.CallActivityAsync<string>("Slow"), context.CallActivityAsync<string>("Fast"));
            Seen.Enqueue("won");
            return await winner;
        });
        var id = await StartAsync("Race");
        await UntilSeenAsync("won");
        Assert.Equal(OrchestrationRuntimeStatus.Running, await StatusAsync(id));
        gate.SetResult("slow");
        Assert.Equal("fast", await OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task Task_options_in_the_place_of_the_input_are_refused()
    {
        Activity("Echo", (string? text) => text);
        Orchestrator("Slip", async context =>
        {
            try
            {
                await context.CallActivityAsync<string>("Echo", input: new TaskOptions(), options: null);
                return "accepted";
            }
            catch (ArgumentException)
            {
                return "refused";
            }
        });
        Assert.Equal("refused", await OutputAsync<string>("Slip"));
    }
}
