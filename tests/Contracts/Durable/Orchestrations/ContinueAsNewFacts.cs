using Contracts.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Contracts.Durable.Orchestrations;

/// <summary>Beginning again with a new input and an empty history.</summary>
public class ContinueAsNewFacts<THarness> : DurableFacts<THarness>
    where THarness : DurableHarness, new()
{
    [Fact]
    public async Task The_instance_goes_on_under_its_id_with_the_new_input()
    {
        RegisterCountdown();
        var instance = await RunAsync("Countdown", 5, id: "countdown-1");
        Assert.Equal("countdown-1", instance.InstanceId);
        Assert.Equal("0", instance.SerializedInput);
        Assert.Equal("done", instance.ReadOutputAs<string>());
    }

    [Fact]
    public async Task It_takes_effect_on_return_and_what_is_returned_is_ignored()
    {
        Activity("Note", (string text) => { Seen.Enqueue(text); return text; });
        Orchestrator<bool>("Again", async context =>
        {
            if (context.GetInput<bool>())
            {
                return "second";
            }

            context.ContinueAsNew(true);
            await context.CallActivityAsync("Note", "after the call");
            return "first";
        });
        Assert.Equal("second", await OutputAsync<string>("Again", false));
        Assert.Equal(["after the call"], Seen);
    }

    [Fact]
    public async Task Events_nobody_has_taken_are_carried_over()
    {
        RegisterOneEventAnExecution();
        var id = await StartAsync("Collect", "");
        await Client.RaiseEventAsync(id, "item", "a");
        await Client.RaiseEventAsync(id, "item", "b");
        await Client.RaiseEventAsync(id, "item", "c");
        Assert.Equal("abc", await OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task Events_nobody_has_taken_are_dropped_on_request()
    {
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        SlowActivity("Work", (string? _) => gate.Task);
        Orchestrator<bool>("Forget", async context =>
        {
            if (!context.GetInput<bool>())
            {
                await context.CallActivityAsync("Work");
                context.ContinueAsNew(true, preserveUnprocessedEvents: false);
                return null;
            }

            Seen.Enqueue("again");
            return await context.WaitForExternalEvent<string>("item");
        });
        var id = await StartAsync("Forget", false);
        await Client.RaiseEventAsync(id, "item", "old");
        gate.SetResult(1);
        await UntilSeenAsync("again");
        await Harness.SettledAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, await StatusAsync(id));
        await Client.RaiseEventAsync(id, "item", "new");
        Assert.Equal("new", await OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task None_of_many_events_is_lost_or_doubled_between_executions()
    {
        Orchestrator<List<int>>("Eternal", async context =>
        {
            var all = context.GetInput<List<int>>() ?? [];
            all.Add(await context.WaitForExternalEvent<int>("n"));
            if (all.Count < 60)
            {
                context.ContinueAsNew(all);
            }

            return all;
        });
        var id = await StartAsync("Eternal", new List<int>());
        for (var n = 0; n < 60; n++)
        {
            await Client.RaiseEventAsync(id, "n", n);
        }

        Assert.Equal(Enumerable.Range(0, 60), await OutputOfAsync<List<int>>(id) ?? []);
    }

    [Fact]
    public async Task The_custom_status_starts_empty_again()
    {
        Orchestrator<bool>("Status", async context =>
        {
            if (!context.GetInput<bool>())
            {
                context.SetCustomStatus("first");
                context.ContinueAsNew(true);
                return null;
            }

            return await context.WaitForExternalEvent<string>("end");
        });
        var id = await StartAsync("Status", false);
        await Harness.SettledAsync();
        var none = Harness.HasExtensionRules ? "null" : null;
        Assert.Equal(none, (await ReadAsync(id)).SerializedCustomStatus);
        Assert.Null((await ReadAsync(id)).ReadCustomStatusAs<string>());
        await Client.RaiseEventAsync(id, "end", "x");
        Assert.Equal(none, (await CompletionAsync(id)).SerializedCustomStatus);
    }

    [Fact]
    public async Task Task_ids_and_guids_are_counted_from_zero_again()
    {
        FailingActivity();
        Orchestrator<bool>("Count", async context =>
        {
            var guid = context.NewGuid() == NameBasedGuid.Of(context.InstanceId, context.CurrentUtcDateTime, 0);
            var failure = await FailureOf(context.CallActivityAsync("Fail", "x"));
            if (!context.GetInput<bool>())
            {
                context.ContinueAsNew(true);
            }

            return $"{guid} #{failure.TaskId}";
        });
        Assert.Equal("True #0", await OutputAsync<string>("Count", false));
    }

    [Fact]
    public async Task Throwing_after_it_fails_the_instance()
    {
        Orchestrator<int>("Both", context =>
        {
            context.ContinueAsNew(1);
            throw new InvalidOperationException("changed my mind");
        });
        var instance = await RunAsync("Both", 0);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, instance.RuntimeStatus);
        Assert.Equal("changed my mind", instance.FailureDetails?.ErrorMessage);
    }

    [Fact]
    public async Task An_open_timer_holds_up_the_next_execution()
    {
        Orchestrator<DateTime?>("Open", context =>
        {
            if (context.GetInput<DateTime?>() is { } began)
            {
                return Task.FromResult<object?>((context.CurrentUtcDateTime - began).TotalSeconds);
            }

            _ = context.CreateTimer(TimeSpan.FromSeconds(2), CancellationToken.None);
            context.ContinueAsNew(context.CurrentUtcDateTime);
            return Task.FromResult<object?>(null);
        });
        Assert.InRange(await OutputAsync<double>("Open"), 2, 5 + Harness.Lateness.TotalSeconds);
    }

    [Fact]
    public async Task A_hundred_executions_leave_one_instance()
    {
        RegisterCountdown();
        Assert.Equal("done", await OutputAsync<string>("Countdown", 100));
        Assert.Single(await Client.GetAllInstancesAsync().AsPages().SelectInstancesAsync());
    }

    private void RegisterCountdown() => Orchestrator<int>("Countdown", context =>
    {
        if (context.GetInput<int>() is > 0 and var left)
        {
            context.ContinueAsNew(left - 1);
        }

        return Task.FromResult<object?>("done");
    });

    private void RegisterOneEventAnExecution() => Orchestrator<string>("Collect", async context =>
    {
        var all = context.GetInput<string>() + await context.WaitForExternalEvent<string>("item");
        if (all.Length < 3)
        {
            context.ContinueAsNew(all);
        }

        return all;
    });
}
