using DurableTask.Core.Exceptions;
using Contracts.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Functions.Embedded.Conformance;

/// <summary>What holds for the embedded engine beyond what the real one promises, or what only its simulated clock can show.</summary>
public sealed class EmbeddedOnlyFacts : DurableFacts<EmbeddedHarness>
{
    [Fact]
    public async Task New_guids_at_the_measured_time_are_the_measured_ones()
    {
        Orchestrator("Guids", context => Task.FromResult<object?>(new[] { context.NewGuid(), context.NewGuid() }));
        var guids = await OutputAsync<List<Guid>>("Guids", id: "guid-vector-1");
        Assert.Equal([new Guid("e06ac520-49dd-5f46-98ee-4c7a4d3adee9"), new Guid("559a5cc8-4e3b-53d0-a65e-a591fe8a6258")], guids ?? []);
    }

    [Fact]
    public async Task A_divergence_from_history_names_orchestrator_instance_and_step()
    {
        var runs = 0;
        Activity("First", (string? _) => 1);
        Activity("Heads", (string? _) => 1);
        Activity("Tails", (string? _) => 1);
        Orchestrator("Flip", async context =>
        {
            await context.CallActivityAsync("First");
            await context.CallActivityAsync(++runs % 2 == 0 ? "Heads" : "Tails");
            return null;
        });
        var message = (await RunAsync("Flip", id: "flip-1")).FailureDetails?.ErrorMessage;
        Assert.All(new[] { "'Flip'", "'flip-1'", "#1", "Heads", "Tails" }, word => Assert.Contains(word, message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_id_in_use_is_not_taken_by_a_second_start()
    {
        Orchestrator("Wait", async context => await context.WaitForExternalEvent<string>("go"));
        await StartAsync("Wait", id: "taken-1");
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => StartAsync("Wait", id: "taken-1"));
        await Client.RaiseEventAsync("taken-1", "go", "untouched");
        Assert.Equal("untouched", await OutputOfAsync<string>("taken-1"));
    }

    [Fact]
    public async Task A_long_history_gives_the_same_result_as_a_short_one()
    {
        Activity("Step", (int n) => n + 1);
        Orchestrator("Long", async context =>
        {
            var n = 0;
            for (var step = 0; step < 1500; step++)
            {
                n = await context.CallActivityAsync<int>("Step", n);
            }

            return n;
        });
        Assert.Equal(1500, await OutputAsync<int>("Long"));
    }

    [Fact]
    public async Task A_year_of_daily_timers_takes_no_time()
    {
        Orchestrator<int>("Daily", async context =>
        {
            var day = context.GetInput<int>();
            await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            if (day < 365)
            {
                context.ContinueAsNew(day + 1);
            }

            return day;
        });
        Assert.Equal(365, await OutputAsync<int>("Daily", 1));
        Assert.Equal(EmbeddedHarness.Start.AddDays(365), Harness.Time.GetUtcNow());
    }

    [Fact]
    public async Task A_timer_of_a_week_is_made_of_pieces_of_three_days()
    {
        FailingActivity();
        Orchestrator("Week", async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(7), CancellationToken.None);
            return (await FailureOf(context.CallActivityAsync("Fail", "count"))).TaskId;
        });
        Assert.Equal(3, await OutputAsync<int>("Week"));
        Assert.Equal(EmbeddedHarness.Start.AddDays(7), Harness.Time.GetUtcNow());
    }

    [Fact]
    public async Task Two_registrations_of_one_name_are_refused()
    {
        Orchestrator("Twice", _ => Task.FromResult<object?>(null));
        Assert.Throws<InvalidOperationException>(() => Orchestrator("tWICE", _ => Task.FromResult<object?>(null)));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await RunAsync("Twice")).RuntimeStatus);
    }
}
