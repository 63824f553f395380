using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

#pragma warning disable CA1849 // CancelAsync leaves the orchestrator's thread; orchestrator code cancels at once.
namespace Functions.Embedded.Tests.Durable;

public sealed class LifecycleTests
{
    [Fact]
    public async Task An_open_timer_keeps_the_instance_running_and_a_cancelled_one_does_not()
    {
        await using var engine = await new EngineFixture(timeLapse: false)
            .Orchestrator("Timer", async context =>
            {
                using var end = new CancellationTokenSource();
                var timer = context.CreateTimer(TimeSpan.FromDays(7), end.Token);
                if (await context.WaitForExternalEvent<bool>("cancel"))
                    end.Cancel();
                return timer.IsCanceled;
            })
            .Up();
        var kept = await engine.Run("Timer");
        var cancelled = await engine.Run("Timer");
        await engine.Client.RaiseEventAsync(kept, "cancel", false);
        await engine.Client.RaiseEventAsync(cancelled, "cancel", true);

        Assert.True((await engine.End(cancelled)).ReadOutputAs<bool>());
        await engine.Quiet();
        Assert.True((await engine.Client.GetInstanceAsync(kept))!.IsRunning);
        engine.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromTicks(1));
        await engine.Quiet();
        Assert.True((await engine.Client.GetInstanceAsync(kept))!.IsRunning);
        engine.Clock.Advance(TimeSpan.FromTicks(1));
        for (var days = 0; days < 3; days++)
            await engine.Quiet();
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.End(kept)).RuntimeStatus);
    }

    [Fact]
    public async Task A_cancellation_from_outside_leaves_the_instance_as_it_is()
    {
        using var host = new CancellationTokenSource();
        await using var engine = await new EngineFixture(timeLapse: false)
            .Orchestrator("Timer", async context =>
            {
                var wait = context.WaitForExternalEvent<string>("e", host.Token);
                await Task.WhenAny(context.CreateTimer(TimeSpan.FromDays(1), host.Token), wait);
                return "on time";
            })
            .Up();
        var id = await engine.Run("Timer");
        await engine.Quiet();
        host.Cancel();
        await engine.Quiet();
        Assert.True((await engine.Client.GetInstanceAsync(id))!.IsRunning);
    }

    [Fact]
    public async Task A_long_timer_is_made_of_short_ones_and_ends_on_time()
    {
        DateTime fired = default;
        await using var engine = await new EngineFixture()
            .Orchestrator("Week", async context =>
            {
                await context.CreateTimer(context.CurrentUtcDateTime.AddDays(7), CancellationToken.None);
                fired = context.CurrentUtcDateTime;
                return null;
            })
            .Up();
        var id = await engine.Run("Week");
        await engine.End(id);
        Assert.Equal(EngineFixture.Start.AddDays(7).UtcDateTime, fired);
        Assert.Equal(3, System.Text.RegularExpressions.Regex.Count(engine.Engine!.History.Export(id), "timerCreated|TimerCreated"));
    }

    [Fact]
    public async Task Sub_orchestrations_know_their_parent_and_give_their_result()
    {
        ParentOrchestrationInstance? seen = null;
        await using var engine = await new EngineFixture()
            .Orchestrator("Child", context =>
            {
                seen = context.Parent;
                return Task.FromResult<object?>(context.GetInput<int>() + 1);
            })
            .Orchestrator("Parent", async context =>
            {
                Assert.Null(context.Parent);
                return await context.CallSubOrchestratorAsync<int>("Child", 1, new SubOrchestrationOptions(instanceId: "kid"));
            })
            .Up();
        Assert.Equal(2, (await engine.End(await engine.Run("Parent", id: "dad"))).ReadOutputAs<int>());
        Assert.Equal(new ParentOrchestrationInstance("Parent", "dad"), seen);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.Client.GetInstanceAsync("kid"))!.RuntimeStatus);
    }

    [Fact]
    public async Task Terminating_works_in_every_state_and_reaches_children_when_asked()
    {
        await using var engine = await new EngineFixture(timeLapse: false)
            .Orchestrator("Child", async context => await context.WaitForExternalEvent<string>("never"))
            .Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>("Child", options: new SubOrchestrationOptions(instanceId: "kid")))
            .Up();

        var later = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Child", null, new StartOrchestrationOptions("later", EngineFixture.Start.AddDays(1)));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await engine.Client.GetInstanceAsync(later))!.RuntimeStatus);
        await engine.Client.TerminateInstanceAsync(later, "gone");
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.End(later)).RuntimeStatus);

        var suspended = await engine.Run("Child");
        await engine.Client.SuspendInstanceAsync(suspended);
        await engine.Client.TerminateInstanceAsync(suspended, "gone");
        var end = await engine.End(suspended);
        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "gone"), (end.RuntimeStatus, end.ReadOutputAs<string>()));

        await engine.Run("Parent", id: "dad");
        await engine.Quiet();
        await engine.Client.TerminateInstanceAsync("dad", new TerminateInstanceOptions(null, Recursive: true));
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.End("dad")).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.End("kid")).RuntimeStatus);
        await engine.Client.TerminateInstanceAsync("dad");
        await engine.Client.RaiseEventAsync("nobody", "e");
    }

    [Fact]
    public async Task An_id_in_use_is_refused_and_a_finished_one_is_used_again()
    {
        await using var engine = await new EngineFixture(timeLapse: false)
            .Orchestrator("Hear", async context => await context.WaitForExternalEvent<string>("e"))
            .Up();
        await engine.Run("Hear", id: "one");
        await engine.Quiet();
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.Run("Hear", id: "one"));
        await engine.Client.RaiseEventAsync("one", "e", "a");
        await engine.End("one");

        await engine.Run("Hear", id: "one");
        await engine.Client.RaiseEventAsync("one", "e", "b");
        Assert.Equal("b", (await engine.End("one")).ReadOutputAs<string>());
        var strict = new StartOrchestrationOptions("one").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.Client.ScheduleNewOrchestrationInstanceAsync("Hear", null, strict));
        await Assert.ThrowsAsync<ArgumentException>(() => engine.Run("Hear", id: "a/b"));
        await Assert.ThrowsAsync<ArgumentNullException>(() => engine.Client.ScheduleNewOrchestrationInstanceAsync(default));
    }

    [Fact]
    public async Task A_running_instance_may_be_replaced_when_no_status_forbids_it()
    {
        await using var engine = await new EngineFixture(timeLapse: false)
            .Orchestrator("Hear", async context => context.GetInput<string>() + await context.WaitForExternalEvent<string>("e"))
            .Up();
        await engine.Run("Hear", "old", "one");
        var anyway = new StartOrchestrationOptions("one") { DedupeStatuses = [] };
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Hear", "new", anyway);
        await engine.Client.RaiseEventAsync("one", "e", "!");
        Assert.Equal("new!", (await engine.End("one")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Instances_are_listed_in_pages_and_purged_with_their_children()
    {
        await using var engine = await new EngineFixture()
            .Orchestrator("Child", _ => Task.FromResult<object?>(null))
            .Orchestrator("Parent", async context =>
            {
                await context.CallSubOrchestratorAsync("Child");
                return new string('x', 1000);
            })
            .Up();
        for (var i = 0; i < 5; i++)
            await engine.End(await engine.Run("Parent", id: $"p-{i}"));

        var pages = new List<int>();
        await foreach (var page in engine.Client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: "p-", PageSize: 2)).AsPages())
            pages.Add(page.Values.Count);
        Assert.Equal([2, 2, 1], pages);

        Assert.Equal(2, (await engine.Client.PurgeInstanceAsync("p-0", new PurgeInstanceOptions(true))).PurgedInstanceCount);
        Assert.Equal(0, (await engine.Client.PurgeInstanceAsync("p-0")).PurgedInstanceCount);
        Assert.Null(await engine.Client.GetInstanceAsync("p-0"));
        Assert.Equal(8, (await engine.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter())).PurgedInstanceCount);
        Assert.Equal(0, engine.Database.Read(session =>
        {
            var count = session.Prepare("SELECT (SELECT count(*) FROM history) + (SELECT count(*) FROM payloads) + (SELECT count(*) FROM timers)");
            count.Step();
            return count.GetInt64(0);
        }));
    }

    [Fact]
    public async Task Metadata_has_payloads_only_when_asked_for()
    {
        await using var engine = await new EngineFixture()
            .Orchestrator("Echo", context => Task.FromResult<object?>(context.GetInput<string>()))
            .Up();
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Echo", "hello", new StartOrchestrationOptions { Tags = new Dictionary<string, string> { ["team"] = "mail" } });
        var end = await engine.End(id);
        Assert.Equal("hello", end.ReadInputAs<string>());
        Assert.Equal("hello", end.ReadOutputAs<string>());
        Assert.Equal("mail", end.Tags["team"]);
        Assert.Equal(32, id.Length);

        var bare = (await engine.Client.GetInstanceAsync(id))!;
        Assert.Null(bare.SerializedInput);
        Assert.Throws<InvalidOperationException>(() => bare.ReadOutputAs<string>());
        Assert.Null(await engine.Client.GetInstanceAsync("unknown"));
        using var soon = new CancellationTokenSource(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.Client.WaitForInstanceCompletionAsync("unknown", soon.Token));
    }
}
