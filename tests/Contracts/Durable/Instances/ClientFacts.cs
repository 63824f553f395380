using DurableTask.Core.Exceptions;
using Contracts.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Contracts.Durable.Instances;

/// <summary>Starting, reading and addressing instances.</summary>
public class ClientFacts<THarness> : DurableFacts<THarness>
    where THarness : DurableHarness, new()
{
    [Fact]
    public async Task An_unknown_instance_reads_as_null()
    {
        await ReadyAsync();
        Assert.Null(await Client.GetInstanceAsync("nobody"));
        Assert.Null(await Client.GetInstanceAsync("nobody", getInputsAndOutputs: true));
    }

    [Fact]
    public async Task Waiting_for_an_unknown_instance_lasts_until_cancelled()
    {
        await ReadyAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client.WaitForInstanceCompletionAsync("nobody", patience.Token));
    }

    [Fact]
    public async Task What_is_sent_to_an_unknown_instance_does_nothing_and_does_not_throw()
    {
        await ReadyAsync();
        await Client.RaiseEventAsync("nobody", "go", "x");
        await Client.TerminateInstanceAsync("nobody", "x");
        await Client.SuspendInstanceAsync("nobody");
        await Client.ResumeInstanceAsync("nobody");
        await Harness.SettledAsync();
        Assert.Null(await Client.GetInstanceAsync("nobody"));
    }

    [Fact]
    public async Task What_is_sent_to_a_finished_instance_does_nothing_and_does_not_throw()
    {
        Orchestrator("Done", _ => Task.FromResult<object?>("output"));
        var id = (await RunAsync("Done")).InstanceId;
        await Client.RaiseEventAsync(id, "go", "x");
        await Client.TerminateInstanceAsync(id, "late");
        await Client.SuspendInstanceAsync(id);
        await Client.ResumeInstanceAsync(id);
        await Harness.SettledAsync();
        var after = await ReadAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, after.RuntimeStatus);
        Assert.Equal("\"output\"", after.SerializedOutput);
    }

    [Fact]
    public async Task An_event_needs_a_name_and_a_start_needs_an_orchestrator()
    {
        Orchestrator("Wait", async context => await context.WaitForExternalEvent<string>("go"));
        var id = await StartAsync("Wait");
        await Assert.ThrowsAsync<ArgumentException>(() => Client.RaiseEventAsync(id, "", "x"));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Client.ScheduleNewOrchestrationInstanceAsync(default(TaskName)));
    }

    [Fact]
    public async Task An_instance_tells_when_it_was_made_and_last_changed()
    {
        Orchestrator("Wait", async context => await context.WaitForExternalEvent<string>("go"));
        await ReadyAsync();
        var before = Harness.Time.GetUtcNow();
        var id = await StartAsync("Wait");
        var started = Harness.Time.GetUtcNow();
        await Harness.SettledAsync();
        await Harness.LetTimePassAsync(TimeSpan.FromSeconds(1));
        await Client.RaiseEventAsync(id, "go", "x");
        var done = await CompletionAsync(id);
        Assert.InRange(done.CreatedAt, before.AddMilliseconds(-1), started.AddMilliseconds(1));
        Assert.InRange(done.LastUpdatedAt, started.AddSeconds(0.9), Harness.Time.GetUtcNow().AddMilliseconds(1));
    }

    [Fact]
    public async Task Waiting_for_the_start_returns_a_running_or_finished_instance()
    {
        Orchestrator("Wait", async context => await context.WaitForExternalEvent<string>("go"));
        var id = await StartAsync("Wait");
        var started = await Client.WaitForInstanceStartAsync(id, getInputsAndOutputs: false);
        Assert.NotEqual(OrchestrationRuntimeStatus.Pending, started.RuntimeStatus);
        Assert.True((await ReadAsync(id)).IsRunning);
        Assert.False((await ReadAsync(id)).IsCompleted);
    }

    [Fact]
    public async Task The_id_of_a_finished_instance_can_be_used_again()
    {
        Orchestrator<string>("Echo", context => Task.FromResult<object?>(context.GetInput<string>()));
        Assert.Equal("one", await OutputAsync<string>("Echo", "one", "again-1"));
        Assert.Equal("two", await OutputAsync<string>("Echo", "two", "again-1"));
    }

    [Fact]
    public async Task A_start_can_be_refused_while_the_id_is_in_use()
    {
        Orchestrator("Wait", async context => await context.WaitForExternalEvent<string>("go"));
        await StartAsync("Wait", id: "taken-1");
        await Harness.SettledAsync();
        var options = new StartOrchestrationOptions("taken-1").WithDedupeStatuses(OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending);
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => Client.ScheduleNewOrchestrationInstanceAsync("Wait", null, options));
        await Client.RaiseEventAsync("taken-1", "go", "the first goes on");
        Assert.Equal("the first goes on", await OutputOfAsync<string>("taken-1"));
    }

    [Fact]
    public async Task A_start_can_be_refused_for_an_id_that_was_used_before()
    {
        Orchestrator("Done", _ => Task.FromResult<object?>("first"));
        await RunAsync("Done", id: "used-1");
        var options = new StartOrchestrationOptions("used-1").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => Client.ScheduleNewOrchestrationInstanceAsync("Done", null, options));
    }

    [Fact]
    public async Task A_start_can_be_put_off_until_a_time()
    {
        Orchestrator("Later", context => Task.FromResult<object?>(context.CurrentUtcDateTime));
        await ReadyAsync();
        var due = Harness.Time.GetUtcNow().AddSeconds(3);
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Later", null, new StartOrchestrationOptions("later-1", due));
        await Harness.SettledAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Pending, await StatusAsync(id));
        Assert.InRange(await OutputOfAsync<DateTime>(id), due.UtcDateTime, due.UtcDateTime.AddSeconds(3));
    }

    [Fact]
    public async Task Tags_given_at_the_start_are_kept_with_the_instance()
    {
        Orchestrator("Done", _ => Task.FromResult<object?>(null));
        await ReadyAsync();
        var options = new StartOrchestrationOptions("tagged-1") { Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = "blue" } };
        await Client.ScheduleNewOrchestrationInstanceAsync("Done", null, options);
        Assert.Equal("blue", (await CompletionAsync("tagged-1")).Tags["team"]);
    }

    [Fact]
    public async Task Several_callers_can_wait_for_one_instance()
    {
        Orchestrator("Wait", async context => await context.WaitForExternalEvent<string>("go"));
        var id = await StartAsync("Wait");
        var waiters = Enumerable.Range(0, 5).Select(_ => Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true)).ToList();
        await Client.RaiseEventAsync(id, "go", "all");
        foreach (var done in await Task.WhenAll(waiters).WaitAsync(Eventually.Bound))
        {
            Assert.Equal("\"all\"", done.SerializedOutput);
        }
    }
}
