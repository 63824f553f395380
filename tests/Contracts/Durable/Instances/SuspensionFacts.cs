using Contracts.Durable.Harness;
using Microsoft.DurableTask.Client;

namespace Contracts.Durable.Instances;

/// <summary>A suspended instance takes note of nothing until it is resumed, and loses nothing.</summary>
public class SuspensionFacts<THarness> : DurableFacts<THarness>
    where THarness : DurableHarness, new()
{
    [Fact]
    public async Task Suspending_and_resuming_show_in_the_status()
    {
        var id = await StartWaitingAsync();
        await Client.SuspendInstanceAsync(id, "for a while");
        await UntilStatusAsync(id, OrchestrationRuntimeStatus.Suspended);
        Assert.False((await ReadAsync(id)).IsCompleted);
        await Client.ResumeInstanceAsync(id, "enough");
        await UntilStatusAsync(id, OrchestrationRuntimeStatus.Running);
    }

    [Fact]
    public async Task Events_to_a_suspended_instance_are_delivered_in_order_when_it_is_resumed()
    {
        Orchestrator("Two", async context => await context.WaitForExternalEvent<string>("go") + await context.WaitForExternalEvent<string>("go"));
        var id = await StartWaitingAsync("Two");
        await Client.SuspendInstanceAsync(id);
        await Client.RaiseEventAsync(id, "go", "a");
        await Client.RaiseEventAsync(id, "go", "b");
        await UntilStatusAsync(id, OrchestrationRuntimeStatus.Suspended);
        await Harness.SettledAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, await StatusAsync(id));
        await Client.ResumeInstanceAsync(id);
        Assert.Equal("ab", await OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task An_activity_that_ends_meanwhile_is_taken_up_after_the_resume()
    {
        var gate = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        SlowActivity("Slow", (string? _) => { Seen.Enqueue("began"); return gate.Task; });
        Orchestrator("Work", async context => await context.CallActivityAsync<string>("Slow"));
        var id = await StartAsync("Work");
        await UntilSeenAsync("began");
        await Client.SuspendInstanceAsync(id);
        await UntilStatusAsync(id, OrchestrationRuntimeStatus.Suspended);
        gate.SetResult("finished");
        await Harness.SettledAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, await StatusAsync(id));
        await Client.ResumeInstanceAsync(id);
        Assert.Equal("finished", await OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task A_timer_that_fires_meanwhile_is_taken_up_after_the_resume()
    {
        Orchestrator("Sleep", async context =>
        {
            await context.CreateTimer(TimeSpan.FromSeconds(5), CancellationToken.None);
            return "awake";
        });
        var id = await StartWaitingAsync("Sleep");
        await Client.SuspendInstanceAsync(id);
        await UntilStatusAsync(id, OrchestrationRuntimeStatus.Suspended);
        await Harness.LetTimePassAsync(TimeSpan.FromSeconds(7));
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, await StatusAsync(id));
        await Client.ResumeInstanceAsync(id);
        Assert.Equal("awake", await OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task Suspending_twice_needs_one_resume()
    {
        var id = await StartWaitingAsync();
        await Client.SuspendInstanceAsync(id);
        await Client.SuspendInstanceAsync(id);
        await Harness.SettledAsync();
        await Client.ResumeInstanceAsync(id);
        await Client.RaiseEventAsync(id, "go", "on");
        Assert.Equal("on", await OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task Resuming_what_runs_changes_nothing()
    {
        var id = await StartWaitingAsync();
        await Client.ResumeInstanceAsync(id);
        await Harness.SettledAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, await StatusAsync(id));
        await Client.RaiseEventAsync(id, "go", "on");
        Assert.Equal("on", await OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task The_custom_status_of_a_suspended_instance_stays()
    {
        Orchestrator("Status", async context =>
        {
            context.SetCustomStatus("half way");
            return await context.WaitForExternalEvent<string>("go");
        });
        var id = await StartWaitingAsync("Status");
        await Client.SuspendInstanceAsync(id);
        await UntilStatusAsync(id, OrchestrationRuntimeStatus.Suspended);
        Assert.Equal("\"half way\"", (await ReadAsync(id)).SerializedCustomStatus);
    }
}
