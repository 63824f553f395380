using System.Globalization;
using Contracts.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Contracts.Durable.Failures;

/// <summary>What was acknowledged before the power went is there when it comes back.</summary>
public class CrashFacts<THarness> : DurableFacts<THarness>
    where THarness : DurableHarness, new()
{
    private const string Reason = "The harness of this runtime cannot stop it dead and open its store again.";

    [Fact]
    public async Task A_waiting_instance_takes_its_event_after_the_crash()
    {
        Needs(Harness.CanRestart, Reason);
        Orchestrator("Wait", async context => await context.WaitForExternalEvent<string>("go"));
        var id = await StartAsync("Wait");
        await Harness.SettledAsync();
        await Harness.RestartAsync();
        await Client.RaiseEventAsync(id, "go", "after");
        Assert.Equal("after", await OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task A_start_and_an_event_that_were_acknowledged_survive()
    {
        Needs(Harness.CanRestart, Reason);
        Orchestrator("Wait", async context => await context.WaitForExternalEvent<string>("go"));
        var id = await StartAsync("Wait");
        await Client.RaiseEventAsync(id, "go", "before");
        await Harness.RestartAsync();
        Assert.Equal("before", await OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task Events_that_were_kept_for_later_are_still_kept()
    {
        Needs(Harness.CanRestart, Reason);
        Orchestrator("Later", async context =>
        {
            await context.WaitForExternalEvent<string>("open");
            return await context.WaitForExternalEvent<string>("item") + await context.WaitForExternalEvent<string>("item");
        });
        var id = await StartAsync("Later");
        await Client.RaiseEventAsync(id, "item", "a");
        await Client.RaiseEventAsync(id, "item", "b");
        await Harness.SettledAsync();
        await Harness.RestartAsync();
        await Client.RaiseEventAsync(id, "open");
        Assert.Equal("ab", await OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task A_timer_goes_on_by_its_own_time()
    {
        Needs(Harness.CanRestart, Reason);
        Orchestrator("Sleep", async context =>
        {
            var began = context.CurrentUtcDateTime;
            await context.CreateTimer(TimeSpan.FromSeconds(2), CancellationToken.None);
            return (context.CurrentUtcDateTime - began).TotalSeconds;
        });
        var id = await StartAsync("Sleep");
        await Harness.SettledAsync();
        await Harness.RestartAsync();
        Assert.InRange(await OutputOfAsync<double>(id), 2, 6);
    }

    [Fact]
    public async Task An_activity_in_flight_is_run_again()
    {
        Needs(Harness.CanRestart, Reason);
        var gate = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        SlowActivity("Slow", (string? _) =>
        {
            Seen.Enqueue("began");
            return Seen.Count == 1 ? gate.Task : Task.FromResult("second try");
        });
        Orchestrator("Work", async context => await context.CallActivityAsync<string>("Slow"));
        var id = await StartAsync("Work");
        await UntilSeenAsync("began");
        await Harness.RestartAsync();
        Assert.Equal("second try", await OutputOfAsync<string>(id));
        Assert.Equal(2, Seen.Count);
        gate.SetResult("ghost");
    }

    [Fact]
    public async Task A_completed_activity_is_not_run_again()
    {
        Needs(Harness.CanRestart, Reason);
        Activity("Step", (int n) => { Seen.Enqueue($"{n}"); return n; });
        Orchestrator("Work", async context =>
        {
            var sum = await context.CallActivityAsync<int>("Step", 1);
            sum += await context.WaitForExternalEvent<int>("go");
            return sum + await context.CallActivityAsync<int>("Step", 3);
        });
        var id = await StartAsync("Work");
        await Harness.SettledAsync();
        await Harness.RestartAsync();
        await Client.RaiseEventAsync(id, "go", 10);
        Assert.Equal(14, await OutputOfAsync<int>(id));
        Assert.Equal(["1", "3"], Seen);
    }

    [Fact]
    public async Task A_parent_still_gets_its_childs_result()
    {
        Needs(Harness.CanRestart, Reason);
        Orchestrator("Child", async context => await context.WaitForExternalEvent<string>("word"));
        Orchestrator("Parent", async context =>
            await context.CallSubOrchestratorAsync<string>("Child", options: new SubOrchestrationOptions(instanceId: "child-1")));
        var parent = await StartAsync("Parent");
        await Harness.SettledAsync();
        await Harness.RestartAsync();
        await Client.RaiseEventAsync("child-1", "word", "heard");
        Assert.Equal("heard", await OutputOfAsync<string>(parent));
    }

    [Fact]
    public async Task Suspended_custom_status_and_finished_instances_are_as_they_were()
    {
        Needs(Harness.CanRestart, Reason);
        Orchestrator("Done", _ => Task.FromResult<object?>("output"));
        Orchestrator("Wait", async context =>
        {
            context.SetCustomStatus("half way");
            return await context.WaitForExternalEvent<string>("go");
        });
        await RunAsync("Done", id: "done-1");
        await StartAsync("Wait", id: "wait-1");
        await Harness.SettledAsync();
        await Client.SuspendInstanceAsync("wait-1");
        await UntilStatusAsync("wait-1", OrchestrationRuntimeStatus.Suspended);
        await Client.RaiseEventAsync("wait-1", "go", "kept");
        await Harness.RestartAsync();
        Assert.Equal("\"output\"", (await ReadAsync("done-1")).SerializedOutput);
        var waiting = await ReadAsync("wait-1");
        Assert.Equal((OrchestrationRuntimeStatus.Suspended, "\"half way\""), (waiting.RuntimeStatus, waiting.SerializedCustomStatus));
        await Client.ResumeInstanceAsync("wait-1");
        Assert.Equal("kept", await OutputOfAsync<string>("wait-1"));
    }

    [Fact]
    public async Task A_start_that_was_put_off_still_happens()
    {
        Needs(Harness.CanRestart, Reason);
        Orchestrator("Later", _ => Task.FromResult<object?>("ran"));
        await ReadyAsync();
        await Client.ScheduleNewOrchestrationInstanceAsync("Later", null, new StartOrchestrationOptions("later-1", Harness.Time.GetUtcNow().AddSeconds(2)));
        await Harness.RestartAsync();
        Assert.Equal("ran", await OutputOfAsync<string>("later-1"));
    }

    [Fact]
    public async Task Many_instances_cut_off_in_the_middle_all_come_to_their_end()
    {
        Needs(Harness.CanRestart, Reason);
        Activity("Step", (int n) => n + 1);
        Orchestrator<int>("FiveSteps", async context =>
        {
            var n = context.GetInput<int>();
            for (var step = 0; step < 5; step++)
            {
                n = await context.CallActivityAsync<int>("Step", n);
            }

            return n;
        });
        await ReadyAsync();
        await Task.WhenAll(Enumerable.Range(0, Harness.Many).Select(n => StartAsync("FiveSteps", n, string.Create(CultureInfo.InvariantCulture, $"run-{n}"))));
        await Harness.RestartAsync();
        for (var n = 0; n < Harness.Many; n++)
        {
            Assert.Equal(n + 5, await OutputOfAsync<int>($"run-{n}"));
        }
    }

    [Fact]
    public async Task An_eternal_orchestration_goes_on_where_it_was()
    {
        Needs(Harness.CanRestart, Reason);
        Orchestrator<List<int>>("Eternal", async context =>
        {
            var all = context.GetInput<List<int>>() ?? [];
            all.Add(await context.WaitForExternalEvent<int>("n"));
            if (all.Count < 9)
            {
                context.ContinueAsNew(all);
            }

            return all;
        });
        var id = await StartAsync("Eternal", new List<int>());
        for (var n = 0; n < 9; n++)
        {
            await Client.RaiseEventAsync(id, "n", n);
            if (n % 3 == 1)
            {
                await Harness.RestartAsync();
            }
        }

        Assert.Equal(Enumerable.Range(0, 9), await OutputOfAsync<List<int>>(id) ?? []);
    }
}
