using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Functions.Embedded.Tests.Durable;

public sealed class EventTests
{
    [Fact]
    public async Task Events_nobody_waits_for_are_kept_in_order()
    {
        await using var engine = await new EngineFixture(timeLapse: false)
            .Orchestrator("Collect", async context =>
            {
                await context.WaitForExternalEvent<string>("start");
                return await context.WaitForExternalEvent<int>("n") * 100
                    + await context.WaitForExternalEvent<int>("N") * 10
                    + await context.WaitForExternalEvent<int>("n");
            })
            .Up();
        var id = await engine.Run("Collect");
        _ = engine.Client.RaiseEventAsync(id, "n", 1);
        _ = engine.Client.RaiseEventAsync(id, "n", 2);
        _ = engine.Client.RaiseEventAsync(id, "n", 3);
        await engine.Client.RaiseEventAsync(id, "start");
        Assert.Equal(123, (await engine.End(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task The_latest_wait_gets_the_first_event()
    {
        await using var engine = await new EngineFixture(timeLapse: false)
            .Orchestrator("Two", async context =>
            {
                var older = context.WaitForExternalEvent<string>("e");
                var newer = context.WaitForExternalEvent<string>("e");
                await Task.WhenAll(older, newer);
                return $"{await older} {await newer}";
            })
            .Up();
        var id = await engine.Run("Two");
        await engine.Client.RaiseEventAsync(id, "e", "first");
        await engine.Client.RaiseEventAsync(id, "e", "second");
        Assert.Equal("second first", (await engine.End(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_event_that_comes_after_a_time_out_is_kept_for_the_next_wait()
    {
        await using var engine = await new EngineFixture(timeLapse: false)
            .Orchestrator("Late", async context =>
            {
                try
                {
                    await context.WaitForExternalEvent<string>("e", TimeSpan.FromMinutes(1));
                }
                catch (TaskCanceledException)
                {
                    context.SetCustomStatus("timed out");
                }

                await context.WaitForExternalEvent<string>("go");
                return await context.WaitForExternalEvent<string>("e");
            })
            .Up();
        var id = await engine.Run("Late");
        await engine.Quiet();
        engine.Clock.Advance(TimeSpan.FromMinutes(1));
        await engine.Quiet();
        await engine.Client.RaiseEventAsync(id, "e", "heard");
        await engine.Client.RaiseEventAsync(id, "go");

        var end = await engine.End(id);
        Assert.Equal("heard", end.ReadOutputAs<string>());
        Assert.Equal("timed out", end.ReadCustomStatusAs<string>());
    }

    [Fact]
    public async Task Continuing_as_new_takes_unread_events_along_or_drops_them()
    {
        await using var engine = await new EngineFixture(timeLapse: false)
            .Orchestrator("Again", async context =>
            {
                if (context.GetInput<int>() is var round and > 0)
                    return $"{round} {await context.WaitForExternalEvent<string>("e")}";
                context.SetCustomStatus("first");
                await context.WaitForExternalEvent<string>("go");
                context.ContinueAsNew(1, preserveUnprocessedEvents: await context.WaitForExternalEvent<bool>("keep"));
                return "ignored";
            })
            .Up();
        foreach (var keep in new[] { true, false })
        {
            var id = await engine.Run("Again", 0);
            await engine.Client.RaiseEventAsync(id, "e", "early");
            await engine.Client.RaiseEventAsync(id, "keep", keep);
            await engine.Client.RaiseEventAsync(id, "go");
            await engine.Quiet();
            if (!keep)
                Assert.Equal("null", (await engine.Client.GetInstanceAsync(id, true))!.SerializedCustomStatus);
            await engine.Client.RaiseEventAsync(id, "e", "late");
            var end = await engine.End(id);
            Assert.Equal(keep ? "1 early" : "1 late", end.ReadOutputAs<string>());
            Assert.Equal("1", end.SerializedInput);
        }
    }

    [Fact]
    public async Task Orchestrations_send_each_other_events_and_nobody_is_no_error()
    {
        await using var engine = await new EngineFixture()
            .Orchestrator("Hear", async context => await context.WaitForExternalEvent<string>("e"))
            .Orchestrator("Tell", context =>
            {
                context.SendEvent("nobody", "e", "?");
                context.SendEvent("hearer", "E", "hello");
                return Task.FromResult<object?>(null);
            })
            .Up();
        await engine.Run("Hear", id: "hearer");
        await engine.End(await engine.Run("Tell"));
        Assert.Equal("hello", (await engine.End("hearer")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Suspension_holds_events_back_until_resumed()
    {
        await using var engine = await new EngineFixture(timeLapse: false)
            .Orchestrator("Hear", async context => await context.WaitForExternalEvent<string>("e"))
            .Up();
        var id = await engine.Run("Hear");
        await engine.Client.SuspendInstanceAsync(id, "pause");
        await engine.Quiet();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await engine.Client.GetInstanceAsync(id))!.RuntimeStatus);
        await engine.Client.RaiseEventAsync(id, "e", "held");
        await engine.Quiet();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await engine.Client.GetInstanceAsync(id))!.RuntimeStatus);
        await engine.Client.ResumeInstanceAsync(id);
        Assert.Equal("held", (await engine.End(id)).ReadOutputAs<string>());
    }
}
