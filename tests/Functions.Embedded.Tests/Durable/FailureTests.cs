using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Functions.Embedded.Tests.Durable;

public sealed class FailureTests
{
    [Fact]
    public async Task A_failed_activity_is_told_with_its_name_its_number_and_its_cause()
    {
        TaskFailedException? caught = null;
        await using var engine = await new EngineFixture()
            .Activities("Fail", _ => throw new InvalidOperationException("outer", new FormatException("inner")))
            .Orchestrator("Catch", async context =>
            {
                await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
                try
                {
                    await context.CallActivityAsync("Fail");
                }
                catch (TaskFailedException error)
                {
                    caught = error;
                }

                return null;
            })
            .Up();

        await engine.End(await engine.Run("Catch"));

        Assert.Equal("Task 'Fail' (#1) failed with an unhandled exception: outer", caught!.Message);
        Assert.Equal((1, "Fail"), (caught.TaskId, caught.TaskName));
        Assert.IsType<DurableTask.Core.Exceptions.TaskFailedException>(caught.InnerException);
        Assert.Equal("System.InvalidOperationException", caught.FailureDetails.ErrorType);
        Assert.Equal("inner", caught.FailureDetails.InnerFailure!.ErrorMessage);
        Assert.True(caught.FailureDetails.IsCausedBy<InvalidOperationException>());
        Assert.True(caught.FailureDetails.IsCausedBy<Exception>());
        Assert.False(caught.FailureDetails.IsCausedBy<FormatException>());
    }

    [Fact]
    public async Task A_failure_below_comes_up_wrapped_in_the_task_that_failed()
    {
        await using var engine = await new EngineFixture()
            .Activities("Fail", _ => throw new InvalidOperationException("no"))
            .Orchestrator("Child", async context =>
            {
                await context.CallActivityAsync("Fail");
                return null;
            })
            .Orchestrator("Parent", async context =>
            {
                await context.CallSubOrchestratorAsync("Child");
                return null;
            })
            .Up();

        var end = await engine.End(await engine.Run("Parent"));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", end.FailureDetails!.ErrorType);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", end.FailureDetails.InnerFailure!.ErrorType);
        Assert.Equal("System.InvalidOperationException", end.FailureDetails.InnerFailure.InnerFailure!.ErrorType);
        Assert.Equal($"{end.FailureDetails.ErrorType}: {end.FailureDetails.ErrorMessage}", end.SerializedOutput);
    }

    [Fact]
    public async Task An_activity_that_is_not_registered_is_tried_again_by_policy_and_an_orchestrator_never()
    {
        var policy = TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromSeconds(1)));
        await using var engine = await new EngineFixture()
            .Orchestrator("Call", async context =>
            {
                await context.CallActivityAsync("Gone", options: policy);
                return null;
            })
            .Up();

        var end = await engine.End(await engine.Run("Call"));
        Assert.Equal("(unknown)", end.FailureDetails!.InnerFailure!.ErrorType);
        Assert.Equal(
            "Microsoft.DurableTask.TaskFailedException: Task 'Gone' (#8) failed with an unhandled exception: "
            + "The function 'Gone' doesn't exist, is disabled, or is not an activity function.", end.SerializedOutput);

        var missing = await engine.End(await engine.Run("Nobody"));
        Assert.Equal("OrchestratorTaskNotFound", missing.FailureDetails!.ErrorType);
        Assert.Equal("OrchestratorTaskNotFound: No orchestrator task named 'Nobody' was found.", missing.SerializedOutput);
    }

    [Fact]
    public async Task A_policy_waits_longer_each_time_and_uses_up_task_numbers()
    {
        var attempts = new List<double>();
        var id = -1;
        await using var fixture = new EngineFixture();
        var engine = await fixture
            .Activities("Fail", _ =>
            {
                attempts.Add((fixture.Clock.GetUtcNow() - EngineFixture.Start).TotalMilliseconds);
                throw new InvalidOperationException("no");
            })
            .Orchestrator("Retry", async context =>
            {
                try
                {
                    var policy = new RetryPolicy(4, TimeSpan.FromMilliseconds(300), 2, TimeSpan.FromMilliseconds(700));
                    await context.CallActivityAsync("Fail", TaskOptions.FromRetryPolicy(policy));
                }
                catch (TaskFailedException error)
                {
                    id = error.TaskId;
                }

                return null;
            })
            .Up();

        await engine.End(await engine.Run("Retry"));

        Assert.Equal([0, 300, 900, 1600], attempts);
        Assert.Equal(6, id);
    }

    [Fact]
    public async Task A_retry_timeout_is_tested_right_after_the_failure()
    {
        var attempts = 0;
        await using var engine = await new EngineFixture()
            .Activities("Fail", _ =>
            {
                attempts++;
                throw new InvalidOperationException("no");
            })
            .Orchestrator("Retry", async context =>
            {
                var policy = new RetryPolicy(100, TimeSpan.FromMilliseconds(300), retryTimeout: TimeSpan.FromSeconds(1));
                await context.CallActivityAsync("Fail", TaskOptions.FromRetryPolicy(policy));
                return null;
            })
            .Up();

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.End(await engine.Run("Retry"))).RuntimeStatus);
        Assert.Equal(5, attempts);
    }

    [Fact]
    public async Task A_handler_decides_with_the_failure_at_hand_and_may_wait()
    {
        var numbers = new List<int>();
        await using var engine = await new EngineFixture()
            .Activities("Fail", _ => throw new TimeoutException("slow"))
            .Orchestrator("Retry", async context =>
            {
                var options = TaskOptions.FromRetryHandler(async retry =>
                {
                    if (!context.IsReplaying)
                        numbers.Add(retry.LastAttemptNumber);
                    await retry.OrchestrationContext.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                    return retry.LastFailure.IsCausedBy<TimeoutException>() && retry.LastAttemptNumber < 3;
                });
                await context.CallActivityAsync("Fail", options);
                return null;
            })
            .Up();

        await engine.End(await engine.Run("Retry"));
        Assert.Equal([1, 2, 3], numbers);
        Assert.Equal(EngineFixture.Start.AddHours(3), engine.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Input_of_the_wrong_type_fails_the_instance_and_a_wrong_result_can_be_caught()
    {
        await using var engine = await new EngineFixture()
            .Activities("Text", _ => "words")
            .Orchestrator("Number", context => Task.FromResult<object?>(context.GetInput<int>()))
            .Orchestrator("Catch", async context =>
            {
                try
                {
                    return await context.CallActivityAsync<int>("Text");
                }
                catch (System.Text.Json.JsonException)
                {
                    return "caught";
                }
            })
            .Up();

        Assert.Equal("System.Text.Json.JsonException", (await engine.End(await engine.Run("Number", "words"))).FailureDetails!.ErrorType);
        Assert.Equal("caught", (await engine.End(await engine.Run("Catch"))).ReadOutputAs<string>());
    }
}
