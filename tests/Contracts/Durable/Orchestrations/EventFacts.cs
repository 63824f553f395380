using Contracts.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Contracts.Durable.Orchestrations;

/// <summary>External events: kept until somebody waits, given out in order, each to one waiter.</summary>
public class EventFacts<THarness> : DurableFacts<THarness>
    where THarness : DurableHarness, new()
{
    [Fact]
    public async Task An_event_reaches_the_orchestrator_that_waits_for_it()
    {
        var id = await StartWaitingAsync();
        await Client.RaiseEventAsync(id, "go", "now");
        Assert.Equal("now", await OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task An_event_raised_right_after_the_start_is_not_lost()
    {
        Orchestrator("Wait", async context => await context.WaitForExternalEvent<string>("go"));
        await ReadyAsync();
        for (var n = 0; n < 20; n++)
        {
            var id = await StartAsync("Wait");
            await Client.RaiseEventAsync(id, "go", $"{n}");
            Assert.Equal($"{n}", await OutputOfAsync<string>(id));
        }
    }

    [Fact]
    public async Task Names_of_events_ignore_case()
    {
        Orchestrator("Wait", async context => await context.WaitForExternalEvent<string>("Approved"));
        var id = await StartAsync("Wait");
        await Client.RaiseEventAsync(id, "aPPROVED", "yes");
        Assert.Equal("yes", await OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task Events_that_came_before_anyone_waited_are_kept_and_given_out_first_in_first_out()
    {
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        SlowActivity("Work", (string? _) => gate.Task);
        Orchestrator("Later", async context =>
        {
            await context.CallActivityAsync("Work");
            var first = await context.WaitForExternalEvent<string>("item");
            var second = await context.WaitForExternalEvent<string>("item");
            return first + second + await context.WaitForExternalEvent<string>("item");
        });
        var id = await StartAsync("Later");
        await Client.RaiseEventAsync(id, "item", "a");
        await Client.RaiseEventAsync(id, "item", "b");
        await Client.RaiseEventAsync(id, "item", "c");
        gate.SetResult(1);
        Assert.Equal("abc", await OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task An_event_between_two_waits_for_its_name_is_kept_for_the_second()
    {
        Activity("Work", (string? text) => text);
        Orchestrator("Loop", async context =>
        {
            var all = "";
            for (var n = 0; n < 3; n++)
            {
                all += await context.CallActivityAsync<string>("Work", await context.WaitForExternalEvent<string>("item"));
            }

            return all;
        });
        var id = await StartWaitingAsync("Loop");
        await Client.RaiseEventAsync(id, "item", "x");
        await Client.RaiseEventAsync(id, "item", "y");
        await Client.RaiseEventAsync(id, "item", "z");
        Assert.Equal("xyz", await OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task Two_names_do_not_touch_each_other()
    {
        Orchestrator("Two", async context =>
        {
            var left = context.WaitForExternalEvent<string>("left");
            var right = context.WaitForExternalEvent<string>("right");
            await Task.WhenAll(left, right);
            return $"{await left},{await right}";
        });
        var id = await StartAsync("Two");
        await Client.RaiseEventAsync(id, "right", "r");
        await Client.RaiseEventAsync(id, "left", "l");
        Assert.Equal("l,r", await OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task Of_two_waiters_for_one_name_the_latest_gets_the_first_event()
    {
        Orchestrator("Stack", async context =>
        {
            var early = context.WaitForExternalEvent<string>("item");
            var late = context.WaitForExternalEvent<string>("item");
            await Task.WhenAll(early, late);
            return $"early={await early} late={await late}";
        });
        var id = await StartWaitingAsync("Stack");
        await Client.RaiseEventAsync(id, "item", "1");
        await Client.RaiseEventAsync(id, "item", "2");
        Assert.Equal("early=2 late=1", await OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task Waiting_for_one_name_with_two_types_is_refused()
    {
        Orchestrator("Types", async context =>
        {
            _ = context.WaitForExternalEvent<string>("item");
            try
            {
                _ = context.WaitForExternalEvent<int>("item");
                return "accepted";
            }
            catch (ArgumentException)
            {
                await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
                return "refused";
            }
        });
        Assert.Equal("refused", await OutputAsync<string>("Types"));
    }

    [Fact]
    public async Task An_event_without_payload_delivers_null()
    {
        Orchestrator("Wait", async context => await context.WaitForExternalEvent<string?>("bell") is null ? "null" : "something");
        var id = await StartAsync("Wait");
        await Client.RaiseEventAsync(id, "bell");
        Assert.Equal("null", await OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task A_hundred_events_arrive_in_the_order_in_which_they_were_raised()
    {
        Orchestrator("Collect", async context =>
        {
            var all = new List<int>();
            while (all.Count < 100)
            {
                all.Add(await context.WaitForExternalEvent<int>("n"));
            }

            return all;
        });
        var id = await StartAsync("Collect");
        for (var n = 0; n < 100; n++)
        {
            await Client.RaiseEventAsync(id, "n", n);
        }

        Assert.Equal(Enumerable.Range(0, 100), await OutputOfAsync<List<int>>(id) ?? []);
    }

    [Fact]
    public async Task The_loser_of_a_race_between_events_still_gets_its_own()
    {
        Orchestrator("Race", async context =>
        {
            var slow = context.WaitForExternalEvent<string>("slow");
            var fast = context.WaitForExternalEvent<string>("fast");
            var first = await (await Task.WhenAny(slow, fast));
            return first + "," + await slow;
        });
        var id = await StartWaitingAsync("Race");
        await Client.RaiseEventAsync(id, "fast", "f");
        await Harness.SettledAsync();
        await Client.RaiseEventAsync(id, "slow", "s");
        Assert.Equal("f,s", await OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task One_orchestration_can_raise_an_event_in_another()
    {
        Orchestrator("Listener", async context => await context.WaitForExternalEvent<string>("word"));
        Orchestrator("Speaker", context =>
        {
            context.SendEvent("listener-1", "word", "hello");
            return Task.FromResult<object?>(null);
        });
        var listener = await StartAsync("Listener", id: "listener-1");
        await RunAsync("Speaker");
        Assert.Equal("hello", await OutputOfAsync<string>(listener));
    }

    [Fact]
    public async Task An_event_sent_to_nobody_is_dropped_in_silence()
    {
        Orchestrator("Speaker", context =>
        {
            context.SendEvent("nobody", "word", "hello");
            return Task.FromResult<object?>("said");
        });
        Assert.Equal("said", await OutputAsync<string>("Speaker"));
        Assert.Null(await Client.GetInstanceAsync("nobody"));
    }
}
