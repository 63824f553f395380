using Contracts.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Contracts.Durable.Failures;

/// <summary>Retries decided by the orchestrator's own code.</summary>
public class RetryHandlerFacts<THarness> : DurableFacts<THarness>
    where THarness : DurableHarness, new()
{
    [Fact]
    public async Task A_handler_is_asked_after_each_failure_with_the_number_of_the_attempt()
    {
        FailingActivity();
        Orchestrator("Retry", async context =>
        {
            var asked = new List<int>();
            var options = TaskOptions.FromRetryHandler(retry =>
            {
                asked.Add(retry.LastAttemptNumber);
                return retry.LastAttemptNumber < 4;
            });
            await FailureOf(context.CallActivityAsync("Fail", "x", options));
            return asked;
        });
        Assert.Equal([1, 2, 3, 4], await OutputAsync<List<int>>("Retry") ?? []);
    }

    [Fact]
    public async Task A_handler_adds_no_wait_of_its_own()
    {
        FailingActivity();
        Orchestrator("Retry", async context =>
        {
            var failure = await FailureOf(context.CallActivityAsync("Fail", "x", TaskOptions.FromRetryHandler(retry => retry.LastAttemptNumber < 5)));
            return failure.TaskId;
        });
        Assert.Equal(4, await OutputAsync<int>("Retry"));
    }

    [Fact]
    public async Task A_handler_sees_what_failed()
    {
        FailingActivity();
        Orchestrator("Retry", async context =>
        {
            var seen = "";
            var options = TaskOptions.FromRetryHandler(retry =>
            {
                seen = $"{retry.LastFailure.ErrorType}: {retry.LastFailure.ErrorMessage} in {retry.OrchestrationContext.InstanceId}";
                return false;
            });
            await FailureOf(context.CallActivityAsync("Fail", "broken", options));
            return seen;
        });
        Assert.Equal("System.InvalidOperationException: broken in retry-1", await OutputAsync<string>("Retry", id: "retry-1"));
    }

    [Fact]
    public async Task A_handler_may_wait_on_durable_timers()
    {
        var attempts = new List<DateTimeOffset>();
        Activity<string?, string>("Fail", _ =>
        {
            attempts.Add(Harness.Time.GetUtcNow());
            throw new InvalidOperationException("x");
        });
        Orchestrator("Retry", async context =>
        {
            var options = TaskOptions.FromRetryHandler(async retry =>
            {
                await retry.OrchestrationContext.CreateTimer(TimeSpan.FromSeconds(retry.LastAttemptNumber), CancellationToken.None);
                return retry.LastAttemptNumber < 3;
            });
            await FailureOf(context.CallActivityAsync("Fail", options: options));
            return null;
        });
        await RunAsync("Retry");
        Assert.Equal(3, attempts.Count);
        Assert.InRange((attempts[1] - attempts[0]).TotalSeconds, 1, 1.5 + Harness.Lateness.TotalSeconds);
        Assert.InRange((attempts[2] - attempts[1]).TotalSeconds, 2, 2.5 + Harness.Lateness.TotalSeconds);
    }

    [Fact]
    public async Task A_handler_is_not_asked_when_a_retry_makes_no_sense()
    {
        Orchestrator("Retry", async context =>
        {
            var asked = 0;
            var options = TaskOptions.FromRetryHandler(_ => ++asked < 3);
            await FailureOf(context.CallSubOrchestratorAsync("Nowhere", options: options));
            return asked;
        });
        Assert.Equal(0, await OutputAsync<int>("Retry"));
    }

    [Fact]
    public async Task A_handler_can_retry_until_it_works()
    {
        var tries = 0;
        Activity("Flaky", (string? _) => ++tries == 4 ? "well" : throw new InvalidOperationException("ill"));
        Orchestrator("Retry", async context => await context.CallActivityAsync<string>("Flaky", options: TaskOptions.FromRetryHandler(_ => true)));
        Assert.Equal("well", await OutputAsync<string>("Retry"));
        Assert.Equal(4, tries);
    }
}
