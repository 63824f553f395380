using Contracts.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Contracts.Durable.Orchestrations;

/// <summary>Orchestrations that call orchestrations.</summary>
public class SubOrchestrationFacts<THarness> : DurableFacts<THarness>
    where THarness : DurableHarness, new()
{
    [Fact]
    public async Task A_sub_orchestration_gives_its_output_to_its_parent()
    {
        Orchestrator<int>("Double", context => Task.FromResult<object?>(context.GetInput<int>() * 2));
        Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<int>("Double", 21));
        Assert.Equal(42, await OutputAsync<int>("Parent"));
    }

    [Fact]
    public async Task A_sub_orchestration_knows_its_parent()
    {
        Orchestrator("Child", context => Task.FromResult<object?>($"{context.Parent?.Name.Name}/{context.Parent?.InstanceId}"));
        Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>("Child"));
        Assert.Equal("Parent/family-1", await OutputAsync<string>("Parent", id: "family-1"));
    }

    [Fact]
    public async Task A_sub_orchestration_without_an_id_takes_its_parents_next_guid()
    {
        Orchestrator("Child", context => Task.FromResult<object?>(context.InstanceId));
        Orchestrator("Parent", async context =>
        {
            var expected = NameBasedGuid.Of(context.InstanceId, context.CurrentUtcDateTime, 0).ToString("N");
            return await context.CallSubOrchestratorAsync<string>("Child") == expected;
        });
        Assert.True(await OutputAsync<bool>("Parent"));
    }

    [Fact]
    public async Task A_sub_orchestration_with_an_id_is_an_instance_like_any_other()
    {
        Orchestrator("Child", async context => await context.WaitForExternalEvent<string>("word"));
        Orchestrator("Parent", async context =>
            await context.CallSubOrchestratorAsync<string>("Child", options: new SubOrchestrationOptions(instanceId: "child-1")));
        var parent = await StartAsync("Parent");
        await UntilStatusAsync("child-1", OrchestrationRuntimeStatus.Running);
        await Client.RaiseEventAsync("child-1", "word", "heard");
        Assert.Equal("heard", await OutputOfAsync<string>(parent));
        Assert.Equal("\"heard\"", (await CompletionAsync("child-1")).SerializedOutput);
    }

    [Fact]
    public async Task Many_sub_orchestrations_run_side_by_side()
    {
        Activity("Square", (int n) => n * n);
        Orchestrator<int>("Child", async context => await context.CallActivityAsync<int>("Square", context.GetInput<int>()));
        Orchestrator("Parent", async context =>
            await Task.WhenAll(Enumerable.Range(0, 30).Select(n => context.CallSubOrchestratorAsync<int>("Child", n))));
        Assert.Equal(Enumerable.Range(0, 30).Select(n => n * n), await OutputAsync<List<int>>("Parent") ?? []);
    }

    [Fact]
    public async Task The_exception_of_a_sub_orchestration_reaches_its_parent()
    {
        Orchestrator("Child", _ => throw new InvalidOperationException("spilled milk"));
        Orchestrator("Parent", async context =>
        {
            var failure = await FailureOf(context.CallSubOrchestratorAsync("Child"));
            return $"{failure.Message}|{failure.TaskName}|{failure.TaskId}|{failure.FailureDetails.ErrorType}";
        });
        Assert.Equal(
            "Task 'Child' (#0) failed with an unhandled exception: spilled milk|Child|0|System.InvalidOperationException",
            await OutputAsync<string>("Parent"));
    }

    [Fact]
    public async Task A_failed_activity_of_a_sub_orchestration_is_the_inner_failure_of_a_task_failure()
    {
        FailingActivity();
        Orchestrator("Child", async context => await context.CallActivityAsync<string>("Fail", "deep down"));
        Orchestrator("Parent", async context => await DetailsOf(context.CallSubOrchestratorAsync("Child")));
        var details = await OutputAsync<TaskFailureDetails>("Parent");
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", details?.ErrorType);
        Assert.Equal("System.InvalidOperationException", details?.InnerFailure?.ErrorType);
        Assert.Equal("deep down", details?.InnerFailure?.ErrorMessage);
    }

    [Fact]
    public async Task An_unknown_sub_orchestrator_fails_where_it_is_awaited()
    {
        Orchestrator("Parent", async context => await DetailsOf(context.CallSubOrchestratorAsync("Nowhere")));
        var details = await OutputAsync<TaskFailureDetails>("Parent");
        Assert.Equal("OrchestratorTaskNotFound", details?.ErrorType);
        Assert.Equal("No orchestrator task named 'Nowhere' was found.", details?.ErrorMessage);
    }

    [Fact]
    public async Task A_parent_waits_through_the_continued_executions_of_its_child()
    {
        Orchestrator<int>("Child", context =>
        {
            var round = context.GetInput<int>();
            if (round < 3)
            {
                context.ContinueAsNew(round + 1);
            }

            return Task.FromResult<object?>($"round {round}");
        });
        Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>("Child", 1));
        Assert.Equal("round 3", await OutputAsync<string>("Parent"));
    }

    [Fact]
    public async Task A_terminated_sub_orchestration_fails_its_parents_call()
    {
        Orchestrator("Child", async context => await context.WaitForExternalEvent<string>("never"));
        Orchestrator("Parent", async context =>
            (await FailureOf(context.CallSubOrchestratorAsync("Child", options: new SubOrchestrationOptions(instanceId: "child-1")))).TaskName);
        var parent = await StartAsync("Parent");
        await UntilStatusAsync("child-1", OrchestrationRuntimeStatus.Running);
        await Client.TerminateInstanceAsync("child-1", "enough");
        Assert.Equal("Child", await OutputOfAsync<string>(parent));
    }
}
