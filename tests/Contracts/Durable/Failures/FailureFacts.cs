using Contracts.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Contracts.Durable.Failures;

/// <summary>What a failure looks like where it is awaited and on the instance it ends.</summary>
public class FailureFacts<THarness> : DurableFacts<THarness>
    where THarness : DurableHarness, new()
{
    [Fact]
    public async Task A_failed_activity_throws_with_its_name_number_and_message()
    {
        FailingActivity();
        Orchestrator("Catch", async context =>
        {
            var failure = await FailureOf(context.CallActivityAsync("Fail", "out of paper"));
            return $"{failure.TaskName}|{failure.TaskId}|{failure.Message}|{failure.InnerException?.GetType().FullName ?? "none"}";
        });
        Assert.Equal("Fail|0|Task 'Fail' (#0) failed with an unhandled exception: out of paper|DurableTask.Core.Exceptions.TaskFailedException", await OutputAsync<string>("Catch"));
    }

    [Fact]
    public async Task A_failed_sub_orchestration_has_no_exception_beneath_it()
    {
        FailingActivity();
        Orchestrator("Child", async context => await context.CallActivityAsync<string>("Fail", "out of paper"));
        Orchestrator("Catch", async context => (await FailureOf(context.CallSubOrchestratorAsync("Child"))).InnerException?.Message ?? "none");
        Assert.Equal("none", await OutputAsync<string>("Catch"));
    }

    [Fact]
    public async Task The_details_of_a_failure_name_type_message_and_stack()
    {
        FailingActivity();
        Orchestrator("Catch", async context => await DetailsOf(context.CallActivityAsync("Fail", "out of paper")));
        var details = await OutputAsync<TaskFailureDetails>("Catch");
        Assert.Equal(typeof(InvalidOperationException).FullName, details?.ErrorType);
        Assert.Equal("out of paper", details?.ErrorMessage);
        Assert.NotNull(details?.StackTrace);
        Assert.Null(details?.InnerFailure);
    }

    [Fact]
    public async Task Inner_exceptions_come_along_all_the_way_down()
    {
        Activity<string, string>("Nested", _ => throw new InvalidOperationException("top", new FormatException("middle", new TimeoutException("bottom"))));
        Orchestrator("Catch", async context =>
        {
            var details = await DetailsOf(context.CallActivityAsync("Nested"));
            return $"{details.ErrorType} < {details.InnerFailure?.ErrorType} < {details.InnerFailure?.InnerFailure?.ErrorType}: {details.InnerFailure?.InnerFailure?.ErrorMessage}";
        });
        Assert.Equal("System.InvalidOperationException < System.FormatException < System.TimeoutException: bottom", await OutputAsync<string>("Catch"));
    }

    [Fact]
    public async Task Activities_timers_and_sub_orchestrations_are_numbered_together()
    {
        FailingActivity();
        Activity("Fine", (string? _) => 1);
        Orchestrator("Child", _ => Task.FromResult<object?>(null));
        Orchestrator("Count", async context =>
        {
            await context.CallActivityAsync("Fine");
            await context.CreateTimer(TimeSpan.FromMilliseconds(10), CancellationToken.None);
            await context.CallSubOrchestratorAsync("Child");
            return (await FailureOf(context.CallActivityAsync("Fail", "x"))).TaskId;
        });
        Assert.Equal(3, await OutputAsync<int>("Count"));
    }

    [Fact]
    public async Task An_unhandled_exception_fails_the_instance_with_its_type_and_message_as_plain_text()
    {
        Orchestrator("Throw", _ => throw new InvalidOperationException("no \"way\"", new TimeoutException("slow")));
        var instance = await RunAsync("Throw");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, instance.RuntimeStatus);
        Assert.Equal("System.InvalidOperationException: no \"way\"", instance.SerializedOutput);
        Assert.Equal(typeof(InvalidOperationException).FullName, instance.FailureDetails?.ErrorType);
        Assert.Equal("slow", instance.FailureDetails?.InnerFailure?.ErrorMessage);
    }

    [Fact]
    public async Task A_failure_that_nobody_catches_fails_the_instance_as_a_task_failure_with_the_cause_inside()
    {
        FailingActivity();
        Orchestrator("Pass", async context => await context.CallActivityAsync<string>("Fail", "broken"));
        var details = (await RunAsync("Pass")).FailureDetails;
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", details?.ErrorType);
        Assert.Equal("Task 'Fail' (#0) failed with an unhandled exception: broken", details?.ErrorMessage);
        Assert.Equal(typeof(InvalidOperationException).FullName, details?.InnerFailure?.ErrorType);
        Assert.Equal("broken", details?.InnerFailure?.ErrorMessage);
    }

    [Fact]
    public async Task A_caught_failure_is_over()
    {
        FailingActivity();
        Activity("Fine", (string? _) => "fine");
        Orchestrator("Recover", async context =>
        {
            await FailureOf(context.CallActivityAsync("Fail", "x"));
            return await context.CallActivityAsync<string>("Fine");
        });
        Assert.Equal("fine", await OutputAsync<string>("Recover"));
    }

    [Fact]
    public async Task Of_several_failures_awaiting_all_throws_the_first_call_and_holds_them_all()
    {
        FailingActivity();
        Orchestrator("All", async context =>
        {
            var all = Task.WhenAll(Enumerable.Range(0, 3).Select(n => context.CallActivityAsync<string>("Fail", $"no {n}")));
            var first = await FailureOf(all);
            return $"{first.TaskId}: {string.Join(", ", all.Exception!.InnerExceptions.Cast<TaskFailedException>().Select(one => one.FailureDetails.ErrorMessage))}";
        });
        Assert.Equal("0: no 0, no 1, no 2", await OutputAsync<string>("All"));
    }

    [Fact]
    public async Task An_unknown_activity_fails_where_it_is_awaited()
    {
        Orchestrator("Miss", async context => await DetailsOf(context.CallActivityAsync("Nowhere")));
        var details = await OutputAsync<TaskFailureDetails>("Miss");
        Assert.Equal(Harness.HasExtensionRules ? "(unknown)" : "ActivityTaskNotFound", details?.ErrorType);
        Assert.Null(details?.StackTrace);
    }

    [Fact]
    public async Task An_unknown_orchestrator_fails_its_instance()
    {
        var instance = await RunAsync("Nowhere");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, instance.RuntimeStatus);
        Assert.Equal("OrchestratorTaskNotFound", instance.FailureDetails?.ErrorType);
        Assert.Equal("No orchestrator task named 'Nowhere' was found.", instance.FailureDetails?.ErrorMessage);
        Assert.Null(instance.FailureDetails?.StackTrace);
    }

    [Fact]
    public async Task A_cause_is_matched_by_its_base_types_and_by_the_outermost_only()
    {
        Activity<string, string>("Nested", _ => throw new FileNotFoundException("gone", new TimeoutException("slow")));
        Orchestrator("Cause", async context =>
        {
            var details = await DetailsOf(context.CallActivityAsync("Nested"));
            return $"{details.IsCausedBy<IOException>()} {details.IsCausedBy<Exception>()} {details.IsCausedBy<TimeoutException>()} {details.IsCausedBy<FormatException>()}";
        });
        Assert.Equal("True True False False", await OutputAsync<string>("Cause"));
    }

    [Fact]
    public async Task An_instance_that_throws_with_an_activity_in_flight_fails_when_that_has_ended()
    {
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        SlowActivity("Slow", (string? _) => gate.Task);
        Orchestrator("Throw", context =>
        {
            _ = context.CallActivityAsync("Slow");
            Seen.Enqueue("thrown");
            throw new InvalidOperationException("enough");
        });
        var id = await StartAsync("Throw");
        await UntilSeenAsync("thrown");
        await UntilStatusAsync(id, OrchestrationRuntimeStatus.Running);
        gate.SetResult(1);
        Assert.Equal("enough", (await CompletionAsync(id)).FailureDetails?.ErrorMessage);
    }
}
