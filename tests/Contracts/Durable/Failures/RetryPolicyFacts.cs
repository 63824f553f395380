using Contracts.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Contracts.Durable.Failures;

/// <summary>Retries by policy: when the attempts are made, how many, and what is thrown in the end.</summary>
public class RetryPolicyFacts<THarness> : DurableFacts<THarness>
    where THarness : DurableHarness, new()
{
    private readonly List<DateTimeOffset> _attempts = [];

    [Fact]
    public async Task The_waits_between_attempts_grow_up_to_their_limit()
    {
        RegisterFailing(new RetryPolicy(4, Milliseconds(300), backoffCoefficient: 2, maxRetryInterval: Milliseconds(700)));
        await RunAsync("Retry");
        AssertWaits(300, 600, 700);
    }

    [Fact]
    public async Task Waits_are_equal_when_no_coefficient_is_given()
    {
        RegisterFailing(new RetryPolicy(4, Milliseconds(250)));
        await RunAsync("Retry");
        AssertWaits(250, 250, 250);
    }

    [Fact]
    public async Task Attempts_and_waits_take_task_ids_and_the_last_attempt_is_what_is_thrown()
    {
        RegisterFailing(new RetryPolicy(4, Milliseconds(300), backoffCoefficient: 2, maxRetryInterval: Milliseconds(700)));
        Assert.Equal("#6 attempt 4", await OutputAsync<string>("Retry"));
    }

    [Fact]
    public async Task The_time_out_is_looked_at_right_after_a_failure()
    {
        RegisterFailing(new RetryPolicy(100, Milliseconds(3000), retryTimeout: Milliseconds(5900)));
        await RunAsync("Retry");

        // At 0, 3 and 6 s: the second failure is in time, and the wait after it isn't counted. A slow machine has 2.9 s to be late.
        Assert.Equal(3, _attempts.Count);
    }

    [Fact]
    public async Task A_success_ends_the_attempts()
    {
        Activity("Third", (string? _) => Attempt() == 3 ? "at last" : throw new InvalidOperationException("not yet"));
        Orchestrator("Retry", async context =>
            await context.CallActivityAsync<string>("Third", options: TaskOptions.FromRetryPolicy(new RetryPolicy(5, Milliseconds(50)))));
        Assert.Equal("at last", await OutputAsync<string>("Retry"));
        Assert.Equal(3, _attempts.Count);
    }

    [Fact]
    public async Task A_policy_can_refuse_to_retry_a_kind_of_failure()
    {
        RegisterFailing(new RetryPolicy(5, Milliseconds(50)) { HandleFailure = failure => !failure.IsCausedBy<InvalidOperationException>() });
        await RunAsync("Retry");
        Assert.Single(_attempts);
    }

    [Fact]
    public async Task One_attempt_means_no_retry()
    {
        RegisterFailing(new RetryPolicy(1, Milliseconds(50)));
        await RunAsync("Retry");
        Assert.Single(_attempts);
    }

    [Fact]
    public async Task An_orchestrator_that_does_not_exist_is_not_tried_again()
    {
        Orchestrator("Retry", async context =>
        {
            var options = TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromHours(1)));
            return (await FailureOf(context.CallSubOrchestratorAsync("Nowhere", options: options))).FailureDetails.ErrorType;
        });
        var before = Harness.Time.GetUtcNow();
        Assert.Equal("OrchestratorTaskNotFound", await OutputAsync<string>("Retry"));
        Assert.True(Harness.Time.GetUtcNow() - before < TimeSpan.FromMinutes(1), "A failure that no retry can mend was retried.");
    }

    [Fact]
    public async Task An_activity_that_does_not_exist_is_tried_again_only_where_the_functions_host_answers_for_it()
    {
        Orchestrator("Retry", async context =>
        {
            var failure = await FailureOf(context.CallActivityAsync("Nowhere", options: TaskOptions.FromRetryPolicy(new RetryPolicy(3, Milliseconds(50)))));
            return $"{failure.FailureDetails.ErrorType} #{failure.TaskId}";
        });
        Assert.Equal(Harness.HasExtensionRules ? "(unknown) #4" : "ActivityTaskNotFound #0", await OutputAsync<string>("Retry"));
    }

    [Fact]
    public async Task A_sub_orchestration_is_tried_again_by_its_policy()
    {
        var tries = 0;
        Activity("Flaky", (string? _) => ++tries == 3 ? "well" : throw new InvalidOperationException("ill"));
        Orchestrator("Child", async context => await context.CallActivityAsync<string>("Flaky"));
        Orchestrator("Parent", async context =>
            await context.CallSubOrchestratorAsync<string>("Child", options: TaskOptions.FromRetryPolicy(new RetryPolicy(5, Milliseconds(50)))));
        Assert.Equal("well", await OutputAsync<string>("Parent"));
        Assert.Equal(3, tries);
    }

    [Theory]
    [InlineData(0, 1, 1.0, null, null)]
    [InlineData(-1, 1, 1.0, null, null)]
    [InlineData(1, 0, 1.0, null, null)]
    [InlineData(1, -1, 1.0, null, null)]
    [InlineData(1, 1, 0.5, null, null)]
    [InlineData(1, 5, 1.0, 4, null)]
    [InlineData(1, 5, 1.0, null, 4)]
    public void A_policy_without_sense_is_refused(int attempts, int first, double coefficient, int? max, int? timeout)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(attempts, TimeSpan.FromSeconds(first), coefficient, Seconds(max), Seconds(timeout)));
    }

    [Fact]
    public void A_policy_has_the_published_defaults()
    {
        var policy = new RetryPolicy(3, TimeSpan.FromSeconds(1));
        Assert.Equal(1.0, policy.BackoffCoefficient);
        Assert.Equal(TimeSpan.FromHours(1), policy.MaxRetryInterval);
        Assert.Equal(Timeout.InfiniteTimeSpan, policy.RetryTimeout);
    }

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);

    private static TimeSpan? Seconds(int? count) => count is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private void RegisterFailing(RetryPolicy policy)
    {
        Activity<string?, string>("Fail", _ => throw new InvalidOperationException($"attempt {Attempt()}"));
        Orchestrator("Retry", async context =>
        {
            var failure = await FailureOf(context.CallActivityAsync("Fail", options: TaskOptions.FromRetryPolicy(policy)));
            return $"#{failure.TaskId} {failure.FailureDetails.ErrorMessage}";
        });
    }

    private int Attempt()
    {
        _attempts.Add(Harness.Time.GetUtcNow());
        return _attempts.Count;
    }

    private void AssertWaits(params double[] expected)
    {
        var waits = _attempts.Zip(_attempts.Skip(1), (one, next) => (next - one).TotalMilliseconds).ToList();
        Assert.Equal(expected.Length, waits.Count);
        Assert.All(waits.Zip(expected), pair => Assert.InRange(pair.First, pair.Second - 1, pair.Second + Harness.Lateness.TotalMilliseconds));
    }
}
