using Contracts.Durable.Harness;
using Microsoft.DurableTask;

namespace Contracts.Durable.Orchestrations;

/// <summary>
/// Waits that end without their event: whoever waits next gets it. Up to Microsoft.DurableTask 1.26 the dead wait took one event with it.
/// </summary>
public class CancelledWaitFacts<THarness> : DurableFacts<THarness>
    where THarness : DurableHarness, new()
{
    [Fact]
    public async Task A_cancelled_wait_throws()
    {
        Orchestrator("Cancel", async context =>
        {
            using var giveUp = new CancellationTokenSource();
            var wait = context.WaitForExternalEvent<string>("item", giveUp.Token);
            giveUp.Cancel();
            return await OutcomeOf(wait);
        });
        Assert.Equal("cancelled", await OutputAsync<string>("Cancel"));
    }

    [Fact]
    public async Task An_event_after_a_cancelled_wait_and_before_the_next_is_kept_for_it()
    {
        Orchestrator("Kept", async context =>
        {
            using var giveUp = new CancellationTokenSource();
            var dead = context.WaitForExternalEvent<string>("item", giveUp.Token);
            await context.WaitForExternalEvent<string>("cancel");
            giveUp.Cancel();
            _ = await OutcomeOf(dead);
            await context.WaitForExternalEvent<string>("again");
            return await FirstWithin(context, TimeSpan.FromSeconds(2));
        });
        var id = await StartAsync("Kept");
        await Raise(id, "cancel");
        await Raise(id, "item", "kept");
        await Raise(id, "again");
        Assert.Equal("kept", await OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task Events_pass_over_every_cancelled_wait_in_their_order()
    {
        Orchestrator("Passed", async context =>
        {
            using var giveUp = new CancellationTokenSource();
            var dead = context.WaitForExternalEvent<string>("item", giveUp.Token);
            _ = context.WaitForExternalEvent<string>("item", giveUp.Token);
            await context.WaitForExternalEvent<string>("cancel");
            giveUp.Cancel();
            _ = await OutcomeOf(dead);
            await context.WaitForExternalEvent<string>("again");
            return await FirstWithin(context, TimeSpan.FromSeconds(2)) + await FirstWithin(context, TimeSpan.FromSeconds(2)) + await FirstWithin(context, TimeSpan.FromSeconds(2));
        });
        var id = await StartAsync("Passed");
        await Raise(id, "cancel");
        await Raise(id, "item", "1");
        await Raise(id, "item", "2");
        await Raise(id, "again");
        Assert.Equal("12nothing", await OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task An_event_goes_to_the_older_wait_when_the_newer_one_is_over()
    {
        Orchestrator("Older", async context =>
        {
            using var giveUp = new CancellationTokenSource();
            var older = context.WaitForExternalEvent<string>("item");
            _ = context.WaitForExternalEvent<string>("item", giveUp.Token);
            giveUp.Cancel();
            return await older;
        });
        var id = await StartAsync("Older");
        await Raise(id, "item", "mine");
        Assert.Equal("mine", await OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task A_new_wait_made_before_the_event_comes_gets_it_in_spite_of_a_cancelled_one()
    {
        Orchestrator("Renewed", async context =>
        {
            using var giveUp = new CancellationTokenSource();
            var dead = context.WaitForExternalEvent<string>("item", giveUp.Token);
            giveUp.Cancel();
            _ = await OutcomeOf(dead);
            return await FirstWithin(context, TimeSpan.FromSeconds(30));
        });
        var id = await StartAsync("Renewed");
        await Raise(id, "item", "mine");
        Assert.Equal("mine", await OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task A_new_wait_gets_the_event_in_spite_of_an_abandoned_one()
    {
        Orchestrator("Abandoned", async context =>
        {
            _ = context.WaitForExternalEvent<string>("item");
            await context.WaitForExternalEvent<string>("go");
            return await FirstWithin(context, TimeSpan.FromSeconds(30));
        });
        var id = await StartAsync("Abandoned");
        await Raise(id, "go");
        await Raise(id, "item", "mine");
        Assert.Equal("mine", await OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task A_wait_with_a_time_out_throws_when_nothing_comes()
    {
        Orchestrator("Patience", async context => await OutcomeOf(context.WaitForExternalEvent<string>("item", TimeSpan.FromSeconds(1))));
        Assert.Equal("cancelled", await OutputAsync<string>("Patience"));
    }

    [Fact]
    public async Task A_wait_with_a_time_out_gets_the_event_in_time_and_its_timer_holds_nothing_up()
    {
        Orchestrator("Patience", async context => await context.WaitForExternalEvent<string>("item", TimeSpan.FromHours(1)));
        var id = await StartAsync("Patience");
        await Raise(id, "item", "soon");
        await Harness.SettledAsync();
        var before = Harness.Time.GetUtcNow();
        Assert.Equal("soon", await OutputOfAsync<string>(id));
        Assert.True(Harness.Time.GetUtcNow() - before < TimeSpan.FromMinutes(1), "The instance waited for the timer of a wait that had ended.");
    }

    [Fact]
    public async Task An_event_after_a_time_out_is_kept_too()
    {
        Orchestrator("Late", async context =>
        {
            _ = await OutcomeOf(context.WaitForExternalEvent<string>("item", TimeSpan.FromSeconds(1)));
            Seen.Enqueue("too late");
            await context.WaitForExternalEvent<string>("again");
            return await FirstWithin(context, TimeSpan.FromSeconds(2));
        });
        var id = await StartAsync("Late");
        await Harness.SettledAsync();
        await Harness.LetTimePassAsync(TimeSpan.FromSeconds(2));
        await UntilSeenAsync("too late");
        await Raise(id, "item", "kept");
        await Raise(id, "again");
        Assert.Equal("kept", await OutputOfAsync<string>(id));
    }

    private static async Task<string> FirstWithin(TaskOrchestrationContext context, TimeSpan patience)
    {
        using var stop = new CancellationTokenSource();
        var timer = context.CreateTimer(patience, stop.Token);
        var wait = context.WaitForExternalEvent<string>("item");
        if (await Task.WhenAny(wait, timer) == timer)
        {
            return "nothing";
        }

        stop.Cancel();
        return await wait;
    }

    private static async Task<string> OutcomeOf(Task<string> wait)
    {
        try
        {
            return await wait;
        }
        catch (TaskCanceledException)
        {
            return "cancelled";
        }
    }

    private async Task Raise(string id, string name, string payload = "")
    {
        await Client.RaiseEventAsync(id, name, payload);
        await Harness.SettledAsync();
    }
}
