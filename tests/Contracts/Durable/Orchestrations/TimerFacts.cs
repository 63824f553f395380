using Contracts.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Contracts.Durable.Orchestrations;

/// <summary>Durable timers.</summary>
public class TimerFacts<THarness> : DurableFacts<THarness>
    where THarness : DurableHarness, new()
{
    [Fact]
    public async Task A_timer_fires_when_its_time_has_come_and_not_before()
    {
        Orchestrator("Sleep", async context =>
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddSeconds(2), CancellationToken.None);
            return null;
        });
        await ReadyAsync();
        var before = Harness.Time.GetUtcNow();
        var id = await StartAsync("Sleep");
        await AssertRunsUntilAsync(id, before.AddSeconds(2));
        await CompletionAsync(id);
        Assert.InRange((Harness.Time.GetUtcNow() - before).TotalSeconds, 2, 6 + Harness.Lateness.TotalSeconds);
    }

    [Fact]
    public async Task A_timer_in_the_past_fires_at_once()
    {
        Orchestrator("Past", async context =>
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddDays(-1), CancellationToken.None);
            return "fired";
        });
        await ReadyAsync();
        var before = Harness.Time.GetUtcNow();
        Assert.Equal("fired", await OutputAsync<string>("Past"));
        Assert.InRange((Harness.Time.GetUtcNow() - before).TotalSeconds, 0, 2 + Harness.Lateness.TotalSeconds);
    }

    [Fact]
    public async Task Timers_fire_in_the_order_of_their_times()
    {
        Orchestrator("Order", async context =>
        {
            async Task Ring(int seconds)
            {
                await context.CreateTimer(TimeSpan.FromSeconds(seconds), CancellationToken.None);
                if (!context.IsReplaying)
                {
                    Seen.Enqueue($"{seconds}");
                }
            }

            await Task.WhenAll(Ring(3), Ring(1), Ring(2));
            return null;
        });
        await RunAsync("Order");
        Assert.Equal(["1", "2", "3"], Seen);
    }

    [Fact]
    public async Task A_cancelled_timer_throws()
    {
        Orchestrator("Cancel", async context =>
        {
            using var stop = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromHours(1), stop.Token);
            stop.Cancel();
            return await IsCancelled(timer);
        });
        Assert.True(await OutputAsync<bool>("Cancel"));
    }

    [Fact]
    public async Task A_timer_can_be_cancelled_long_after_it_was_made()
    {
        Activity("Step", (string? _) => 1);
        Orchestrator("Cancel", async context =>
        {
            using var stop = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromHours(1), stop.Token);
            await context.CallActivityAsync("Step");
            await context.CallActivityAsync("Step");
            stop.Cancel();
            return await IsCancelled(timer);
        });
        var before = Harness.Time.GetUtcNow();
        Assert.True(await OutputAsync<bool>("Cancel"));
        Assert.True(Harness.Time.GetUtcNow() - before < TimeSpan.FromMinutes(1), "A cancelled timer kept the instance running.");
    }

    [Fact]
    public async Task An_open_timer_keeps_the_instance_running_after_its_code_has_returned()
    {
        Orchestrator("Open", context =>
        {
            _ = context.CreateTimer(TimeSpan.FromSeconds(3), CancellationToken.None);
            Seen.Enqueue("returned");
            return Task.FromResult<object?>("done");
        });
        await ReadyAsync();
        var before = Harness.Time.GetUtcNow();
        var id = await StartAsync("Open");
        await UntilSeenAsync("returned");
        await AssertRunsUntilAsync(id, before.AddSeconds(3));
        Assert.Equal("done", await OutputOfAsync<string>(id));
        Assert.InRange((Harness.Time.GetUtcNow() - before).TotalSeconds, 3, 8 + Harness.Lateness.TotalSeconds);
    }

    [Fact]
    public async Task The_timer_that_lost_against_an_event_and_was_cancelled_holds_nothing_up()
    {
        Orchestrator("Race", async context =>
        {
            using var stop = new CancellationTokenSource();
            var bell = context.WaitForExternalEvent<string>("bell");
            var timer = context.CreateTimer(TimeSpan.FromHours(1), stop.Token);
            if (await Task.WhenAny(bell, timer) == bell)
            {
                stop.Cancel();
                return "bell";
            }

            return "timer";
        });
        var id = await StartWaitingAsync("Race");
        var before = Harness.Time.GetUtcNow();
        await Client.RaiseEventAsync(id, "bell");
        Assert.Equal("bell", await OutputOfAsync<string>(id));
        Assert.True(Harness.Time.GetUtcNow() - before < TimeSpan.FromMinutes(1), "A cancelled timer kept the instance running.");
    }

    [Fact]
    public async Task A_timer_wins_against_an_event_that_never_comes()
    {
        Orchestrator("Race", async context =>
        {
            var bell = context.WaitForExternalEvent<string>("bell");
            var timer = context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            return await Task.WhenAny(bell, timer) == timer ? "timer" : "bell";
        });
        Assert.Equal("timer", await OutputAsync<string>("Race"));
    }

    [Fact]
    public async Task A_timer_longer_than_the_longest_is_made_of_pieces_and_each_takes_a_task_id()
    {
        Harness.LongestTimer = TimeSpan.FromSeconds(1);
        FailingActivity();
        Orchestrator("Long", async context =>
        {
            var start = context.CurrentUtcDateTime;
            await context.CreateTimer(TimeSpan.FromSeconds(2.3), CancellationToken.None);
            var slept = context.CurrentUtcDateTime - start;
            try
            {
                await context.CallActivityAsync("Fail", "count");
                return null;
            }
            catch (TaskFailedException failure)
            {
                return $"{slept.TotalSeconds >= 2.3}, then task {failure.TaskId}";
            }
        });
        Assert.Equal("True, then task 3", await OutputAsync<string>("Long"));
    }

    [Fact]
    public async Task A_timer_in_pieces_can_be_cancelled_in_its_second()
    {
        Harness.LongestTimer = TimeSpan.FromSeconds(1);
        Orchestrator("Long", async context =>
        {
            using var stop = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromHours(1), stop.Token);
            await context.WaitForExternalEvent<string>("stop");
            stop.Cancel();
            return await IsCancelled(timer);
        });
        var id = await StartWaitingAsync("Long");
        await Harness.LetTimePassAsync(TimeSpan.FromSeconds(1.3));
        Assert.Equal(OrchestrationRuntimeStatus.Running, await StatusAsync(id));
        await Client.RaiseEventAsync(id, "stop");
        await UntilStatusAsync(id, OrchestrationRuntimeStatus.Completed);
        Assert.True(await OutputOfAsync<bool>(id));
    }

    private static async Task<bool> IsCancelled(Task timer)
    {
        try
        {
            await timer;
            return false;
        }
        catch (TaskCanceledException)
        {
            return true;
        }
    }

    /// <summary>Where time is real, a slow machine may look when it is over; then its time must have come.</summary>
    private async Task AssertRunsUntilAsync(string id, DateTimeOffset due)
    {
        await Harness.SettledAsync();
        var status = await Eventually.SeenAsync($"{id} has begun", () => StatusAsync(id), seen => seen != OrchestrationRuntimeStatus.Pending, bound: Harness.Patience);
        Assert.True(status == OrchestrationRuntimeStatus.Running || Harness.Time.GetUtcNow() >= due, $"The instance is {status} before its time.");
    }
}
