using Contracts.Durable.Harness;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Contracts.Durable.Orchestrations;

/// <summary>What code that is replayed may use instead of the clock, random numbers and a logger, and what happens when it does not.</summary>
public class DeterminismFacts<THarness> : DurableFacts<THarness>
    where THarness : DurableHarness, new()
{
    [Fact]
    public async Task The_time_is_utc_and_stands_still_within_an_episode()
    {
        Orchestrator("Clock", context =>
        {
            var first = context.CurrentUtcDateTime;
            Thread.SpinWait(100_000);
            return Task.FromResult<object?>(first == context.CurrentUtcDateTime && first.Kind == DateTimeKind.Utc);
        });
        Assert.True(await OutputAsync<bool>("Clock"));
    }

    [Fact]
    public async Task A_replay_reads_the_same_time_as_the_first_run()
    {
        Activity("Step", (string? _) => 1);
        Orchestrator("Clock", async context =>
        {
            Seen.Enqueue($"{context.CurrentUtcDateTime:O}");
            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            await context.CallActivityAsync("Step");
            return null;
        });
        await RunAsync("Clock");
        Assert.Equal(3, Seen.Count);
        Assert.Single(Seen.Distinct());
    }

    [Fact]
    public async Task Time_moves_on_with_what_is_awaited()
    {
        Orchestrator("Clock", async context =>
        {
            var before = context.CurrentUtcDateTime;
            await context.CreateTimer(TimeSpan.FromSeconds(2), CancellationToken.None);
            return (context.CurrentUtcDateTime - before).TotalSeconds;
        });
        Assert.InRange(await OutputAsync<double>("Clock"), 2, 4 + Harness.Lateness.TotalSeconds);
    }

    [Fact]
    public void The_algorithm_of_new_guids_gives_the_measured_vector()
    {
        var time = DateTime.Parse("2026-11-21T21:28:00.6761018Z", null, System.Globalization.DateTimeStyles.RoundtripKind);
        Assert.Equal("e06ac520-49dd-5f46-98ee-4c7a4d3adee9", $"{NameBasedGuid.Of("guid-vector-1", time, 0)}");
        Assert.Equal("559a5cc8-4e3b-53d0-a65e-a591fe8a6258", $"{NameBasedGuid.Of("guid-vector-1", time, 1)}");
    }

    [Fact]
    public async Task New_guids_follow_from_instance_time_and_count()
    {
        Orchestrator("Guids", async context =>
        {
            var start = context.CurrentUtcDateTime;
            var first = context.NewGuid();
            var second = context.NewGuid();
            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            var third = context.NewGuid();
            return first == NameBasedGuid.Of(context.InstanceId, start, 0)
                && second == NameBasedGuid.Of(context.InstanceId, start, 1)
                && third == NameBasedGuid.Of(context.InstanceId, context.CurrentUtcDateTime, 2);
        });
        Assert.True(await OutputAsync<bool>("Guids"));
    }

    [Fact]
    public async Task A_replay_makes_the_same_guids()
    {
        Activity("Step", (string? _) => 1);
        Orchestrator("Guids", async context =>
        {
            Seen.Enqueue($"{context.NewGuid()}");
            await context.CallActivityAsync("Step");
            await context.CallActivityAsync("Step");
            return null;
        });
        await RunAsync("Guids");
        Assert.Equal(3, Seen.Count);
        Assert.Single(Seen.Distinct());
    }

    [Fact]
    public async Task A_replay_safe_logger_writes_each_line_once()
    {
        Activity("Step", (string? _) => 1);
        Orchestrator("Talk", async context =>
        {
            var logger = context.CreateReplaySafeLogger("story");
            logger.LogWarning("begins");
            await context.CallActivityAsync("Step");
            logger.LogWarning("goes on");
            await context.CallActivityAsync("Step");
            logger.LogWarning("ends");
            return null;
        });
        await RunAsync("Talk");
        Assert.Equal(["begins", "goes on", "ends"], Harness.LogLines.Where(line => line is "begins" or "goes on" or "ends"));
    }

    [Fact]
    public async Task Calling_another_activity_than_the_first_time_fails_the_instance()
    {
        var runs = 0;
        Activity("Heads", (string? _) => 1);
        Activity("Tails", (string? _) => 1);
        Orchestrator("Flip", async context =>
        {
            await context.CallActivityAsync(runs++ == 0 ? "Heads" : "Tails");
            return null;
        });
        await AssertNonDeterministic("Flip", "Heads");
    }

    [Fact]
    public async Task Making_a_timer_where_an_activity_was_called_fails_the_instance()
    {
        var runs = 0;
        Activity("Heads", (string? _) => 1);
        Orchestrator("Flip", async context =>
        {
            await (runs++ == 0 ? context.CallActivityAsync("Heads") : context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None));
            return null;
        });
        await AssertNonDeterministic("Flip", "Heads");
    }

    [Fact]
    public async Task Leaving_out_a_call_that_was_made_fails_the_instance()
    {
        var runs = 0;
        Activity("Heads", (string? _) => 1);
        Orchestrator("Flip", async context =>
        {
            if (runs++ == 0)
            {
                await context.CallActivityAsync("Heads");
            }

            await context.WaitForExternalEvent<string>("never");
            return null;
        });
        await AssertNonDeterministic("Flip", "Heads");
    }

    [Fact]
    public async Task Awaiting_something_that_is_not_durable_fails_the_instance()
    {
        Needs(Harness.HasFunctionsSemantics, "The plain worker never completes such an instance; only Functions names the mistake.");
        Orchestrator("Outside", async context =>
        {
            await Task.Delay(50);
            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            return null;
        });
        var instance = await RunAsync("Outside");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, instance.RuntimeStatus);
        Assert.Equal(typeof(InvalidOperationException).FullName, instance.FailureDetails?.ErrorType);
        Assert.Contains("An invalid asynchronous invocation was detected", instance.FailureDetails?.ErrorMessage, StringComparison.Ordinal);
    }

    private async Task AssertNonDeterministic(string orchestrator, string step)
    {
        var instance = await RunAsync(orchestrator);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, instance.RuntimeStatus);
        Assert.Contains("NonDeterministic", instance.FailureDetails?.ErrorType, StringComparison.Ordinal);
        Assert.Contains(step, instance.FailureDetails?.ErrorMessage, StringComparison.Ordinal);
    }
}
