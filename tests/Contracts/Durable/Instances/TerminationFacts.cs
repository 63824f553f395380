using Contracts.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Contracts.Durable.Instances;

/// <summary>Terminating an instance, whatever it is doing.</summary>
public class TerminationFacts<THarness> : DurableFacts<THarness>
    where THarness : DurableHarness, new()
{
    [Fact]
    public async Task A_terminated_instance_has_the_given_output()
    {
        var id = await StartWaitingAsync();
        await Client.TerminateInstanceAsync(id, "called off");
        var instance = await CompletionAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, instance.RuntimeStatus);
        Assert.Equal("\"called off\"", instance.SerializedOutput);
        Assert.True(instance.IsCompleted);
    }

    [Fact]
    public async Task An_output_of_any_shape_can_be_given()
    {
        var id = await StartWaitingAsync();
        await Client.TerminateInstanceAsync(id, new TerminateInstanceOptions(new List<int> { 1, 2 }));
        Assert.Equal("[1,2]", (await CompletionAsync(id)).SerializedOutput);
    }

    [Fact]
    public async Task No_output_has_to_be_given()
    {
        var id = await StartWaitingAsync();
        await Client.TerminateInstanceAsync(id);
        var instance = await CompletionAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, instance.RuntimeStatus);
        Assert.Null(instance.SerializedOutput);
    }

    [Fact]
    public async Task A_suspended_instance_can_be_terminated()
    {
        var id = await StartWaitingAsync();
        await Client.SuspendInstanceAsync(id);
        await UntilStatusAsync(id, OrchestrationRuntimeStatus.Suspended);
        await Client.TerminateInstanceAsync(id, "called off");
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await CompletionAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task An_instance_that_has_not_started_can_be_terminated()
    {
        Orchestrator("Later", _ => { Seen.Enqueue("ran"); return Task.FromResult<object?>(null); });
        await ReadyAsync();
        var due = Harness.Time.GetUtcNow().AddSeconds(3);
        await Client.ScheduleNewOrchestrationInstanceAsync("Later", null, new StartOrchestrationOptions("later-1", due));
        await Client.TerminateInstanceAsync("later-1", "called off");
        await Harness.SettledAsync();
        await Harness.LetTimePassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await CompletionAsync("later-1")).RuntimeStatus);
        Assert.Empty(Seen);
    }

    [Fact]
    public async Task An_instance_with_an_activity_in_flight_ends_at_once()
    {
        var gate = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        SlowActivity("Slow", (string? _) => { Seen.Enqueue("began"); return gate.Task; });
        Orchestrator("Work", async context => await context.CallActivityAsync<string>("Slow"));
        var id = await StartAsync("Work");
        await UntilSeenAsync("began");
        await Client.TerminateInstanceAsync(id, "called off");
        await UntilStatusAsync(id, OrchestrationRuntimeStatus.Terminated);
        gate.SetResult("too late");
        await Harness.SettledAsync();
        Assert.Equal("\"called off\"", (await ReadAsync(id)).SerializedOutput);
    }

    [Fact]
    public async Task An_instance_with_an_open_timer_ends_at_once_and_for_good()
    {
        Orchestrator("Sleep", async context =>
        {
            await context.CreateTimer(TimeSpan.FromSeconds(4), CancellationToken.None);
            Seen.Enqueue("woke");
            return null;
        });
        var id = await StartAsync("Sleep");
        await UntilStatusAsync(id, OrchestrationRuntimeStatus.Running);
        await Client.TerminateInstanceAsync(id, "called off");
        await UntilStatusAsync(id, OrchestrationRuntimeStatus.Terminated);
        await Harness.LetTimePassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, await StatusAsync(id));
        Assert.Empty(Seen);
    }

    [Fact]
    public async Task Events_to_a_terminated_instance_are_ignored()
    {
        var id = await StartWaitingAsync();
        await Client.TerminateInstanceAsync(id, "called off");
        await UntilStatusAsync(id, OrchestrationRuntimeStatus.Terminated);
        await Client.RaiseEventAsync(id, "go", "x");
        await Client.ResumeInstanceAsync(id);
        await Harness.SettledAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, await StatusAsync(id));
    }

    [Theory]
    [InlineData(true, OrchestrationRuntimeStatus.Terminated)]
    [InlineData(false, OrchestrationRuntimeStatus.Running)]
    public async Task Children_go_along_when_it_is_recursive(bool recursive, OrchestrationRuntimeStatus child)
    {
        Orchestrator("Child", async context => await context.WaitForExternalEvent<string>("never"));
        Orchestrator("Parent", async context =>
            await context.CallSubOrchestratorAsync<string>("Child", options: new SubOrchestrationOptions(instanceId: "child-1")));
        var parent = await StartAsync("Parent");
        await UntilStatusAsync("child-1", OrchestrationRuntimeStatus.Running);
        await Client.TerminateInstanceAsync(parent, new TerminateInstanceOptions("called off", recursive));
        await UntilStatusAsync(parent, OrchestrationRuntimeStatus.Terminated);
        await UntilStatusAsync("child-1", child);
        await Harness.SettledAsync();
        Assert.Equal(child, await StatusAsync("child-1"));
    }

    [Fact]
    public async Task A_terminated_id_can_be_used_again()
    {
        var id = await StartWaitingAsync();
        await Client.TerminateInstanceAsync(id, "called off");
        await UntilStatusAsync(id, OrchestrationRuntimeStatus.Terminated);
        await StartAsync("Wait", id: id);
        await Client.RaiseEventAsync(id, "go", "second life");
        Assert.Equal("second life", await OutputOfAsync<string>(id));
    }
}
